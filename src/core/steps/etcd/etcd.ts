import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../../shared/errors.ts';
import type { Finding, Problem } from '../../../shared/steps.ts';
import { watchConnections } from '../../node/lost.ts';
import { journalReason } from '../../node/unit.ts';
import { getJson } from '../../remote/tunnel-http.ts';
import { allEnded } from '../support/all-ended.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { clientPort, etcdBinDirectory, etcdDataDirectory, etcdUnit, etcdUnitPath, peerPort } from '../support/names.ts';
import { sweepUnit } from '../support/sweep.ts';
import { moveIn } from './carry-over.ts';
import { clearStaleData, startMember } from './member.ts';
import { askMembers, askOwnMembers } from './members.ts';
import { reviveStore } from './revive-store.ts';

/** Until all members have found each other; a slow machine with an old disk takes some 10 s. */
const healthyDeadlineMs = 60_000;

/** A member of one etcd cluster on every node: the store in which the engines meet. */
export const etcd: LabStep = {
  id: 'etcd',
  title: 'Start etcd',
  scope: 'cluster',
  kind: 'build',
  needs: [{ step: 'preflight', on: 'every' }],
  async check({ nodes, signal }) {
    return judge(
      await askMembers(nodes, signal),
      nodes.map(({ name }) => name),
    );
  },
  async apply(context) {
    const contents = await clearStaleData(context);
    await allEnded(context.nodes.map((node) => startMember(context, node)));
    await untilHealthy(context);
    if (contents) await moveIn(context, contents);
    await showMembers(context);
  },
  beforeUndo: reviveStore,
  async sweep({ lab, nodes }) {
    const directories = [etcdDataDirectory(lab.name), etcdBinDirectory(lab.name)];
    await allEnded(nodes.map((node) => sweepUnit(node, lab.name, etcdUnit, etcdUnitPath, directories)));
  },
  commands: (lab) =>
    lab.nodes.map(({ name, address }) => ({
      node: name,
      command: [
        `etcd -name ${name}`,
        `-initial-advertise-peer-urls http://${address}:${peerPort}`,
        `-listen-peer-urls http://${address}:${peerPort}`,
        `-listen-client-urls http://${address}:${clientPort},http://127.0.0.1:${clientPort}`,
        `-advertise-client-urls http://${address}:${clientPort}`,
        '-initial-cluster-token etcd-cluster',
        `-initial-cluster ${lab.nodes.map((node) => `${node.name}=http://${node.address}:${peerPort}`).join(',')}`,
        '-initial-cluster-state new -enable-v2',
      ].join(' \\\n  '),
    })),
};

function judge(problems: Problem[], names: string[]): Finding {
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length === 0)
    return finding('satisfied', `${names.length} members healthy, v2 API on`, { facts: { members: names }, problems });
  // Nothing there at all is no problem but the start; who answers some and not others is one.
  const silent = errors.length === names.length && errors.every(({ code }) => code === 'reach');
  return finding(silent ? 'missing' : 'drifted', silent ? 'no member answers yet' : (errors[0]?.message ?? ''), {
    diff: names.map(
      (name) => `+ ${name}: service ${etcdUnit}, its own data directory, ports ${clientPort} and ${peerPort}`,
    ),
    problems: silent ? [] : problems,
  });
}

async function untilHealthy(context: LabContext): Promise<void> {
  const { nodes, signal } = context;
  const throwIfLost = watchConnections(nodes);
  const end = Date.now() + healthyDeadlineMs;
  for (let pause = 30; ; pause = Math.min(pause * 1.5, 1000)) {
    const problems = (await askOwnMembers(nodes, signal)).filter(({ level }) => level === 'error');
    if (problems.length === 0) return;
    throwIfLost();
    context.progress(problems[0]?.message ?? '');
    if (Date.now() > end) throw await unhealthy(context, problems);
    await wait(pause, undefined, { signal });
  }
}

/** For the lesson: what a person would ask to see the cluster, and its answer. All members say the same. */
async function showMembers({ nodes: [node], signal, output }: LabContext): Promise<void> {
  if (!node) return;
  const command = `curl -s http://${node.address}:${clientPort}/v2/members | sed 's/},/},\\n/g'`;
  // Whether all is well the check says, not this.
  const answer = await getJson(node, node.address, clientPort, '/v2/members', { signal }).catch(() => undefined);
  if (answer) output(node.name, command, JSON.stringify(answer.json).replaceAll('},', '},\n'));
}

async function unhealthy({ nodes }: LabContext, problems: Problem[]): Promise<LabError> {
  const reasons = await Promise.all(nodes.map(async (node) => `${node.name}: ${await journalReason(node, etcdUnit)}`));
  return new LabError(
    'not-proved',
    `The members did not become healthy within ${healthyDeadlineMs / 1000} s. ${reasons.join('; ')}`,
    {
      remedy: problems[0]?.remedy,
      diagnosis: problems[0]?.diagnosis,
    },
  );
}

import { LabError } from '../../../../shared/errors.ts';
import { isMember, membersOf } from '../../../../shared/lab/members.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Finding, Problem } from '../../../engine/step.ts';
import { askAgain } from '../../../gates/ask-again.ts';
import { guardUnitPath } from '../../../ledger/lab-files.ts';
import { watchConnections } from '../../../machine/lost.ts';
import { operation } from '../../../machine/operation.ts';
import { journalReason } from '../../../machine/unit.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import { finding } from '../../common/support/finding.ts';
import { guardSweep } from '../../common/support/guard-rules.ts';
import { startGuard } from '../../common/support/guard-unit.ts';
import type { LabContext, LabStep } from '../../common/support/lab-step.ts';
import { clientPort, etcdUnit, etcdUnitPath, guardUnit, membersIn, peerPort } from '../../common/support/names.ts';
import { unitSweep } from '../../common/support/sweep.ts';
import { wakeEngines } from '../../common/support/wake-engine.ts';
import { moveIn } from './carry-over.ts';
import type { Guard } from './check-guard.ts';
import { storeGuarded } from './guarded.ts';
import { beginLooks, dataOf, forgetLooks, guardsOf, heardOf } from './looks.ts';
import { clearStaleData, lookForMember, startMember } from './member.ts';
import { askOwnMembers } from './members.ts';
import { beginIll, freeHeldEngines, reviveStore } from './revive-store.ts';

/** So long each node itself asks its member again, before it is told here what came. */
const nodePatienceMs = 3_000;

/** Until all members have found each other; a slow machine with an old disk takes some 10 s. */
const healthyDeadlineMs = 60_000;

/** Members of one etcd cluster on the nodes that have one: the store in which all engines meet. */
export const etcd: LabStep = {
  async check(context) {
    const [problems, guards, data] = await Promise.all([heardOf(context), guardsOf(context), dataOf(context)]);
    const guarding = [...guards.flatMap((guard) => guard.problems), ...unguarded(context, guards)];
    return judge(context, [...problems, ...data.flat(), ...guarding]);
  },
  async apply(context) {
    // Only the first check may have been looked at ahead.
    for (const node of context.nodes) forgetLooks(context, node);
    const members = membersIn(context.lab, context.nodes);
    const others = context.nodes.filter((node) => !members.includes(node));
    const looks = await Promise.all(members.map(async (node) => ({ node, ...(await lookForMember(context, node)) })));
    const contents = await clearStaleData(context, looks);
    await allEnded([
      ...looks.map(({ node, ...look }) => startMember(context, node, look)),
      ...others.map((node) => startGuard(context, node, storeGuarded)),
    ]);
    await untilHealthy(context);
    if (contents) await moveIn(context, contents);
    // The check that follows has its answers in the same exchange.
    beginLooks(context);
    await showMembers(context);
  },
  lookBeforeUndo: beginIll,
  unblockUndo: freeHeldEngines,
  async beforeUndo(context) {
    await wakeEngines(context, context.nodes);
    await reviveStore(context);
  },
  async sweep({ lab, nodes }) {
    await allEnded(
      nodes.map(async (node) => {
        const directories = ['etcd-data', 'etcd-bin'] as const;
        const hasMember = isMember(lab, node.name);
        const unit = hasMember ? { unit: etcdUnit, file: etcdUnitPath } : { unit: guardUnit, file: guardUnitPath };
        const sweepRules = () => node.run(guardSweep, { unitPath: unit.file });
        const [swept] = await Promise.all([node.run(unitSweep, { lab: lab.name, ...unit, directories }), sweepRules()]);
        // The rules of a unit that was still there go after it.
        if (swept) await sweepRules();
      }),
    );
  },
  commands: (lab) =>
    membersOf(lab).map(({ name, address }, _, members) => ({
      node: name,
      command: [
        `etcd -name ${name}`,
        `-initial-advertise-peer-urls http://${address}:${peerPort}`,
        `-listen-peer-urls http://${address}:${peerPort}`,
        `-listen-client-urls http://${address}:${clientPort},http://127.0.0.1:${clientPort}`,
        `-advertise-client-urls http://${address}:${clientPort}`,
        '-initial-cluster-token etcd-cluster',
        `-initial-cluster ${members.map((node) => `${node.name}=http://${node.address}:${peerPort}`).join(',')}`,
        '-initial-cluster-state new -enable-v2',
      ].join(' \\\n  '),
    })),
};

/** A node without a member lets strangers to its engine's gossip until its own unit is there; typed labs have no such unit. */
function unguarded({ lab, nodes }: LabContext, guards: readonly Guard[]): Problem[] {
  if (!guards.some(({ isOurs }) => isOurs)) return [];
  return nodes.flatMap(({ name }, index) =>
    guards[index]?.isOurs || isMember(lab, name)
      ? []
      : [{ level: 'error', code: 'unguarded', message: texts.etcd.unguarded({ node: name }) }],
  );
}

function judge({ lab, nodes }: LabContext, problems: Problem[]): Finding {
  const names = membersIn(lab, nodes).map(({ name }) => name);
  const letIn = nodes.map(({ address }) => address);
  const open = problems.some(({ code }) => code === 'open');
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length === 0)
    return finding(
      'satisfied',
      texts.etcd.healthy({
        count: names.length,
        access: open ? texts.etcd.openToStrangers : texts.etcd.onlyNodes,
      }),
      { facts: { members: names, openTo: open ? 'everyone' : letIn.join(', ') }, problems },
    );
  // Nothing there at all is no problem but the start; who answers some and not others is one.
  const silent = errors.length === names.length && errors.every(({ code }) => code === 'reach');
  return finding(silent ? 'missing' : 'drifted', silent ? texts.etcd.noneAnswers : (errors[0]?.message ?? ''), {
    diff: nodes.flatMap(({ name }) => [
      ...(names.includes(name)
        ? [texts.etcd.addsMember({ node: name, unit: etcdUnit, client: clientPort, peer: peerPort })]
        : []),
      texts.etcd.addsGuard({ node: name, from: letIn }),
    ]),
    problems: silent ? [] : problems,
  });
}

async function untilHealthy(context: LabContext): Promise<void> {
  const { signal } = context;
  const nodes = membersIn(context.lab, context.nodes);
  const throwIfLost = watchConnections(nodes);
  const again = askAgain({ ms: healthyDeadlineMs, firstMs: 30, signal });
  for (;;) {
    const problems = (await askOwnMembers(nodes, signal, nodePatienceMs)).filter(({ level }) => level === 'error');
    if (problems.length === 0) return;
    throwIfLost();
    context.progress(problems[0]?.message ?? '');
    if (again.isOver()) throw await unhealthy(context, problems);
    await again.pause();
  }
}

/** For the lesson: what a person would ask to see the cluster, and its answer. All members say the same. */
async function showMembers({ lab, nodes, signal, output }: LabContext): Promise<void> {
  const [node] = membersIn(lab, nodes);
  if (!node) return;
  const { address } = node;
  // Whether all is well the check says, not this.
  const shown = await node.run(membersShow, { address }, { signal }).catch(() => undefined);
  if (shown) output(node.name, membersCommand(address), shown);
}

const membersCommand = (address: string): string =>
  `curl -s http://${address}:${clientPort}/v2/members | sed 's/},/},\\n/g'`;

export const membersShow = operation<{ address: string }, string>({
  name: 'etcd.show-members',
  program: ({ address }) => ({ script: membersCommand(address), expect: 'any' }),
  read: ({ stdout }) => stdout,
});

async function unhealthy({ lab, nodes }: LabContext, problems: Problem[]): Promise<LabError> {
  const reasons = await Promise.all(
    membersIn(lab, nodes).map(async (node) =>
      texts.etcd.ofNode({ node: node.name, reason: await journalReason(node, etcdUnit) }),
    ),
  );
  return new LabError('not-proved', texts.etcd.notHealthy({ seconds: healthyDeadlineMs / 1000, reasons }), {
    remedy: problems[0]?.remedy,
    diagnosis: problems[0]?.diagnosis,
  });
}

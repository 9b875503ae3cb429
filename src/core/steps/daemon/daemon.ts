import { LabError } from '../../../shared/errors.ts';
import { type EngineInfo, engineAnswers, engineInfo, rememberForeigners, startAgain } from '../../node/engine.ts';
import { journalReason } from '../../node/unit.ts';
import type { Node } from '../../remote/port.ts';
import { nodeFacts } from '../support/facts.ts';
import { finding } from '../support/finding.ts';
import { freeSandboxes } from '../support/free-sandboxes.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { type Configuration, configurationFor, type Wanted, wantedOf } from './configuration.ts';
import { confirmConfiguration, rollBackNow, switchConfiguration } from './rollback.ts';
import { startFormer } from './start-former.ts';
import { sweepConfiguration } from './sweep-configuration.ts';
import { sweepRemains } from './sweep-remains.ts';

/** How long the engine may take to come back with its new configuration before the old one is put back. */
const comebackMs = 45_000;

/** Points each engine at the store. No TCP socket is opened for it: the tutorial's `-H tcp://0.0.0.0:2375` is not needed. */
export const daemon: LabStep = {
  id: 'daemon',
  title: 'Point Docker at etcd',
  scope: 'node',
  kind: 'build',
  needs: [{ step: 'etcd', on: 'every' }],
  // Both talk to the engine, and this step restarts it.
  after: ['image'],
  async check({ node }) {
    const wanted = wantedOf(node.address);
    const info = await engineInfo(node);
    const facts = { store: info.ClusterStore || null, advertise: info.ClusterAdvertise || null };
    if (holds(info, wanted)) return finding('satisfied', `store ${wanted.store}`, { facts });
    const summary = info.ClusterStore
      ? `its store is ${info.ClusterStore}, not ${wanted.store}`
      : 'it has no cluster store yet';
    return finding(info.ClusterStore ? 'drifted' : 'missing', summary, {
      facts,
      diff: [
        `~ cluster-store: ${info.ClusterStore || 'none'} → ${wanted.store}`,
        `~ cluster-advertise: ${info.ClusterAdvertise || 'none'} → ${wanted.advertise}`,
        '! docker is restarted',
      ],
    });
  },
  async apply(context) {
    const { node, signal } = context;
    const wanted = wantedOf(node.address);
    const { system } = await nodeFacts(context, node);
    const configuration = await configurationFor(node, wanted, system.dockerCommand, signal);
    await context.change(node, configuration.change, () => switchOrRollBack(context, configuration, wanted));
    await showStore(context);
  },
  beforeUndo: freeSandboxes,
  async sweep(context) {
    await sweepConfiguration(context);
    await sweepRemains(context);
    await startFormer(context);
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name, address }) => [
      { node: name, command: 'service docker stop' },
      {
        node: name,
        command: `dockerd --cluster-store=${wantedOf(address).store} --cluster-advertise=${wantedOf(address).advertise}`,
      },
    ]),
};

/** For the lesson: what the engine itself says of its store. */
async function showStore({ node, signal, output }: LabContext): Promise<void> {
  // Whether all is well the check says, not this.
  const answer = await node.script(showStoreScript, [], { signal, expect: 'any' }).catch(() => undefined);
  if (answer) output(node.name, showStoreScript, answer.stdout);
}

const showStoreScript = 'docker info 2>/dev/null | grep -i cluster';

const holds = (info: EngineInfo, wanted: Wanted): boolean =>
  info.ClusterStore === wanted.store && info.ClusterAdvertise === wanted.advertise;

async function switchOrRollBack(
  { node, lab, signal }: LabContext,
  configuration: Configuration,
  wanted: Wanted,
): Promise<undefined> {
  const others = await rememberForeigners(node, lab.name);
  try {
    await switchConfiguration(node, lab.name, configuration, signal);
    const info = await engineAnswers(node, signal, comebackMs);
    if (!holds(info, wanted))
      throw new LabError('not-proved', `the engine came back, but its store is ${info.ClusterStore || 'none'}`);
  } catch (error) {
    if (signal.aborted) throw error;
    throw await rolledBack(node, lab.name, configuration, { cause: error, others });
  }
  await confirmConfiguration(node, lab.name);
  await startAgain(node, lab.name, others);
}

async function rolledBack(
  node: Node,
  lab: string,
  { change }: Configuration,
  { cause, others }: { cause: unknown; others: readonly string[] },
): Promise<LabError> {
  const reason = await journalReason(node, 'docker.service');
  const restarted = await rollBackNow(node, lab, change.path);
  const back =
    restarted &&
    (await engineAnswers(node, AbortSignal.timeout(comebackMs)).then(
      () => true,
      () => false,
    ));
  if (back) await startAgain(node, lab, others);
  const end = back
    ? 'The previous configuration was put back and the engine runs again'
    : 'The previous configuration was put back, but the engine does not run with it either';
  const said = reason || (cause instanceof Error ? cause.message : String(cause));
  return new LabError(
    'command-failed',
    `The engine of ${node.name} did not start with the cluster store: ${said}. ${end}.`,
    {
      node: node.name,
      remedy: `Look at it on ${node.name}: journalctl -u docker -n 50`,
      diagnosis: /unknown flag|don't match any configuration option/.test(reason)
        ? 1
        : /specified both/.test(reason)
          ? 11
          : undefined,
      cause,
    },
  );
}

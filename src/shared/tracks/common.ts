import type { StepId } from '../run/steps.ts';
import { texts, type Words } from '../texts/text.ts';
import type { Drawn, Need, PartOutline, StepOutline } from './outline.ts';

/** What every track with an overlay of Docker's begins with. */
export const looking = [
  { id: 'preflight', title: texts.steps.preflight, scope: 'node', kind: 'observe', needs: [], daemons: ['docker'] },
  {
    id: 'image',
    title: texts.steps.image,
    scope: 'node',
    kind: 'build',
    needs: [{ step: 'preflight', on: 'same' }],
    daemons: ['docker'],
  },
] as const satisfies readonly StepOutline[];

/** A step that builds on all nodes together, by their engines. */
export const builtTogether = <const Id extends StepId, const Needs extends readonly Need[]>(
  id: Id,
  title: Words,
  needs: Needs,
) => ({ id, title, scope: 'cluster', kind: 'build', needs, daemons: ['docker'] }) as const satisfies StepOutline;

/** Where every track makes its network, once its engines know each other, after the step `joining`. */
export const networkAfter = <const Joining extends StepId>(joining: Joining) =>
  builtTogether('network', texts.steps.network, [{ step: joining, on: 'every' }]);

/** Where a bridge of each engine's own stands in the network's place; workers have one interface there. */
export const bridges = builtTogether('network', texts.steps.bridges, [{ step: 'preflight', on: 'every' }]);
export const byBridges = { store: 'network', interfaces: ['eth0'] } as const;

/** Where tunnels of one's own join such bridges. */
export const drawnJoined = {
  ports: () => texts.pictures.vxlanPorts,
  portsInWords: () => texts.pictures.vxlanPortsInWords,
  vni: 77,
  subnet: '10.0.0',
  workers: [2, 129],
  bridge: 'br-lab',
} as const satisfies Partial<Drawn>;

const everyWorker = [{ step: 'workers', on: 'every' }] as const;

/** The step that starts the containers, on the network and from the image. */
export const workers = {
  id: 'workers',
  title: texts.steps.workers,
  scope: 'node',
  kind: 'build',
  needs: [
    { step: 'network', on: 'every' },
    { step: 'image', on: 'same' },
  ],
  daemons: ['docker'],
} as const satisfies StepOutline;

/**
 * What is then seen and measured of them, in the order in which nothing disturbs the rest; `joined` is the last step that
 * packets between workers need.
 */
export const observingAfter = <const Joined extends StepId>(joined: Joined) => {
  const everyJoined = [{ step: joined, on: 'every' }] as const;
  return [
    {
      id: 'interfaces',
      title: texts.steps.interfaces,
      scope: 'node',
      kind: 'observe',
      needs: everyWorker,
      daemons: ['docker'],
    },
    {
      id: 'ping',
      title: texts.steps.ping,
      scope: 'node',
      kind: 'observe',
      needs: everyJoined,
      daemons: ['docker'],
      after: ['interfaces'],
    },
    {
      id: 'iperf-native',
      title: texts.steps.iperfNative,
      scope: 'cluster',
      kind: 'observe',
      needs: [{ step: 'preflight', on: 'every' }],
      // Nothing else may run on the nodes while it measures.
      after: ['workers', 'interfaces', 'ping'],
    },
    {
      id: 'iperf-overlay',
      title: texts.steps.iperfOverlay,
      scope: 'cluster',
      kind: 'observe',
      needs: everyJoined,
      daemons: ['docker'],
      after: ['interfaces', 'ping', 'iperf-native'],
    },
  ] as const satisfies readonly StepOutline[];
};

/** The last part of a lesson about an overlay; packets of its own would disturb what measures. */
export const tunnelAfter = <const Joined extends StepId>(joined: Joined) =>
  ({
    id: 'tunnel',
    title: texts.steps.tunnel,
    scope: 'node',
    kind: 'observe',
    needs: [{ step: joined, on: 'every' }],
    daemons: ['docker'],
    after: ['interfaces', 'ping', 'iperf-native', 'iperf-overlay'],
  }) as const satisfies StepOutline;

/** With an overlay of Docker's, workers that are on it reach each other. */
export const working = [workers, ...observingAfter('workers'), tunnelAfter('workers')] as const;

/** The lesson's part with which each track begins. */
export const prerequisites = { id: 'prerequisites', steps: ['preflight', 'image'] } as const satisfies PartOutline;

/** The lesson's parts about these. */
export const workingParts = [
  { id: 'ping', steps: ['ping'] },
  { id: 'performance', steps: ['iperf-native', 'iperf-overlay'] },
] as const satisfies readonly PartOutline[];

/** The text about the figures is as true of every overlay. */
export const performance = { ...workingParts[1], text: 'etcd/performance' } as const satisfies PartOutline;

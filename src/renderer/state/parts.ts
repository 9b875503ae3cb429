import { type StepId, stepIds } from '../../shared/steps.ts';

/** The tutorial's parts, in its order, and the steps that each is made of. */
export const partIds = [
  'prerequisites',
  'etcd',
  'daemons',
  'network',
  'containers',
  'ping',
  'performance',
  'vxlan',
] as const;
export type PartId = (typeof partIds)[number];

export const stepsOf: Record<PartId, readonly StepId[]> = {
  prerequisites: ['preflight', 'image'],
  etcd: ['etcd'],
  daemons: ['daemon'],
  network: ['network'],
  containers: ['workers', 'interfaces'],
  ping: ['ping'],
  performance: ['iperf-native', 'iperf-overlay'],
  vxlan: ['tunnel'],
};

/** What each step rests on; core refuses a step whose needs are not met and were not asked for. */
const needs: Record<StepId, readonly StepId[]> = {
  preflight: [],
  image: ['preflight'],
  etcd: ['preflight'],
  daemon: ['etcd'],
  network: ['daemon'],
  workers: ['network', 'image'],
  interfaces: ['workers'],
  ping: ['workers'],
  'iperf-native': ['preflight'],
  'iperf-overlay': ['workers'],
  tunnel: ['workers'],
};

/** Steps that only look and measure: their result belongs to one run, and a check alone cannot repeat it. */
export const measuring: readonly StepId[] = ['interfaces', 'ping', 'iperf-native', 'iperf-overlay', 'tunnel'];

/** These steps and all that they rest on, in the tutorial's order. */
export function withNeeds(steps: readonly StepId[]): StepId[] {
  const found = new Set(steps);
  for (const id of [...stepIds].reverse()) if (found.has(id)) for (const need of needs[id]) found.add(need);
  return stepIds.filter((id) => found.has(id));
}

/** These steps and all that rest on them. */
export function withDependants(steps: readonly StepId[]): StepId[] {
  const found = new Set(steps);
  for (const id of stepIds) if (needs[id].some((need) => found.has(need))) found.add(id);
  return stepIds.filter((id) => found.has(id));
}

export const isPart = (text: string | undefined): text is PartId => partIds.some((id) => id === text);

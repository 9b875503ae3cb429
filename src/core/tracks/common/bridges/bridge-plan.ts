import type { Lab } from '../../../../shared/lab/lab.ts';
import { bridgeOption, mtuOption } from '../../../machine/engine-objects.ts';
import { labBridge } from '../../../machine/vxlan-link.ts';

/** What one node's bridge is to be. */
export interface BridgePlan {
  subnet: string;
  /** The part of the subnet from which its engine gives addresses, where that is not all of it. */
  range?: string;
  gateway: string;
  /** Of the node's worker: the first address that its engine gives away. */
  worker: string;
  options: Readonly<Record<string, string>>;
}

/** How a track divides addresses among its nodes. */
export interface Bridges {
  /** For all nodes together, where the lab file names none: in this order, the first that nobody has. */
  candidates: readonly string[];
  /** The addresses of all nodes together, from the subnet of a bridge that one of them has. */
  whole: (subnet: string) => string;
  /** One a node, in the lab file's order; undefined where that is too small for so many. */
  plans: (lab: Lab, whole: string) => BridgePlan[] | undefined;
  /** What only some engines understand. */
  optionsOf?: (version: string) => Readonly<Record<string, string>>;
}

/** Every bridge has the lab's name for it, and an MTU: that of the lab file, or the track's usual one. */
export const bridgeOptions = ({ network: { mtu } }: Lab, usualMtu: number): Record<string, string> => ({
  [bridgeOption]: labBridge,
  [mtuOption]: String(mtu ?? usualMtu),
});

/** What a lesson's commands name where the lab file does not: with nothing in the way, what a run takes. */
export function typedPlans(lab: Lab, { candidates, plans }: Bridges): BridgePlan[] {
  return plans(lab, lab.network.subnet ?? candidates[0] ?? '') ?? [];
}

/** The address of a node's worker, as a lesson's commands have it. */
export const typedTarget =
  (bridges: Bridges) =>
  (lab: Lab, node: string): string =>
    typedPlans(lab, bridges)[lab.nodes.findIndex(({ name }) => name === node)]?.worker ?? '';

import type { Lab } from '../../shared/lab/lab.ts';
import type { Change } from '../ledger/change.ts';
import type { SwitchState } from '../machine/open-switch.ts';
import type { EngineSeen } from './look/ask-engine.ts';
import type { StoreSeen } from './look/ask-store.ts';
import type { Look } from './look/node-look.ts';
import type { Counted, Reach } from './look/worker-reach.ts';

/** What was seen of one node; what could not be asked is absent. */
export interface NodeSight {
  name: string;
  address: string;
  /** Why there is no way to it. */
  error?: { code: string; message: string };
  /** What the app changed there and has not taken back. */
  changes: readonly Change[];
  look?: Look;
  /** When its clock was read, in seconds: between these two of this machine's. */
  read?: { from: number; to: number };
  engine?: EngineSeen;
  store?: StoreSeen;
  /** Of the track ovs. */
  switches?: SwitchState;
  reach?: readonly Reach[];
  /** Of the first pair between which nothing came through. */
  counted?: Counted;
}

/** All that a diagnosis knows; nothing of it is judged. */
export interface LabSight {
  lab: Lab;
  nodes: readonly NodeSight[];
}

/** A node that was looked at. */
export type Seen = NodeSight & { look: Look };

export const seenNodes = ({ nodes }: Pick<LabSight, 'nodes'>): Seen[] =>
  nodes.filter((node): node is Seen => node.look !== undefined);

/** The one link that has the node's address. */
export const underlayOf = ({ look, address }: Seen): string =>
  look.facts.addresses.find((one) => one.address === address)?.link ?? '';

/** Each node with each other one, in both directions; not more than the first so many. */
export function pairsOf<T>(nodes: readonly T[], most = 400): [from: T, to: T][] {
  return nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to): [T, T] => [from, to])).slice(0, most);
}

export const networkOn = ({ lab }: LabSight, { engine }: NodeSight) =>
  engine?.networks?.find(({ name }) => name === lab.network.name);

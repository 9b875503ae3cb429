import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { Words } from '../../shared/texts/text.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { Taken, TypedNote } from './typed-note.ts';

/** How a thing that the lab claims is taken back; each names exactly what was seen. */
export type Taking =
  | Exclude<Taken, { do: 'file' }>
  | { do: 'file'; path: string; seen: string; text: string | null; mode: string; reload: 'docker' | 'systemd' };

/** Something on a node that no ledger names and that follows the lesson, or looks as if it did. */
export interface TypedThing {
  step: StepId;
  /** In one line, for people. */
  what: Words;
  /** Its name, where it is one. */
  container?: string;
  /** Present where the lab claims it. */
  taking?: Taking;
  /** Present where it is left: why. */
  why?: Words;
  /** What a person can do about it. */
  remedy?: Words;
  /** Others' containers that keep it where it is, unless they may be disconnected. */
  heldBy?: Words;
}

/** What the signs on one node are compared with. */
export interface Signs {
  lab: Lab;
  node: string;
  /** Of this node. */
  address: string;
  /** Of all nodes of the lab, by name. */
  addresses: ReadonlyMap<string, string>;
  /** What stood there before the app's first change, where that is known. */
  before: Inventory | undefined;
  /** Paths, units and names that the lab's own ledger on this node has: they are not typed. */
  own: ReadonlySet<string>;
  /** What an earlier reset noted, which was cut off: it is the lab's, whatever shows that no more. */
  begun?: TypedNote | undefined;
}

/** Whether the lab's track has this step. */
export const hasStep = ({ lab }: Pick<Signs, 'lab'>, step: StepId): boolean =>
  outlineOf(lab.track).steps.some(({ id }) => id === step);

export const isLabs = ({ addresses }: Pick<Signs, 'addresses'>, host: string): boolean =>
  [...addresses.values()].includes(host);

/** Hosts that name no machine but the one they are said on. */
export const isAnyHost = (host: string): boolean => /^(0\.0\.0\.0|127\.[\d.]+|localhost|\[::\]|\[::1\])$/.test(host);

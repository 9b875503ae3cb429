import { z } from 'zod';
import type { Inventory } from '../../../shared/inventory/inventory.ts';
import type { Json } from '../../../shared/json.ts';
import type { Fate } from '../../../shared/run/events.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Node } from '../../machine/port.ts';

/** What taking back may look at, beside the change itself. */
export interface TakeBackOptions {
  lab: string;
  signal: AbortSignal;
  /** Also take the lab's networks from under others' containers, which are cut off and stay. */
  includeUnowned: boolean;
  /** All nodes that are there, this one too: an overlay network is used on every one of them. */
  peers: readonly Node[];
  /** Some nodes of the lab are not there: what they have on an overlay network looks like what is long gone. */
  someAway?: boolean;
  /** The engines are taken off the store too, and see its networks no more. */
  leavesStore?: boolean;
  /** SHA-256 of everything that the lab wrote to a file; what its change names unless told. */
  wrote?: readonly string[];
  /** What stood on the node before the lab, where that is known: it is never removed. */
  before?: Inventory | undefined;
  /** What the outcome kept, e.g. the id of what was made. */
  detail?: Json | undefined;
  /** What the kind's own `look` has seen. */
  looked?: unknown;
}

/** One kind of thing that a lab changes on a node: all that the ledger, a reset and its plan need to know of it. */
export interface ChangeKind<S extends z.ZodType = z.ZodType> {
  /** Enough to take it back without the step that made it, from any laptop. */
  schema: S;
  /** In one line for people. */
  describe(change: z.infer<S>): Words;
  /** Names the thing: entries that give the same word are about one thing. */
  thing(change: z.infer<S>): string;
  fate(change: z.infer<S>): Fate;
  /**
   * Whether a lab of this name could have made it. A ledger lies on the node, where others can write it too: what it says
   * is not obeyed beyond this.
   */
  isPlausible(change: z.infer<S>, lab: string): boolean;
  /**
   * Takes it back, from whatever state it is in: not begun, half done, done, or taken back already. Throws `refused` where
   * another hand has changed it since, so that taking it back would destroy their work. Gives a sentence where something
   * stays that is not the lab's.
   */
  takeBack(node: Node, change: z.infer<S>, options: TakeBackOptions): Promise<Words | undefined>;
  /**
   * Begins to look at what `takeBack` has to know, together with all that is taken back with it and before any of that is gone: a
   * node that is far away is asked once. Only for what the engine itself refuses where it is not true any more.
   */
  look?(node: Node, options: TakeBackOptions): Promise<unknown>;
  /** Of a thing that was changed again: the newer entry with what stood there before the older one. */
  withEarlier?(change: z.infer<S>, earlier: z.infer<S>): z.infer<S>;
}

type Defined = 'describe' | 'thing' | 'schema' | 'isPlausible' | 'takeBack';

/** A kind whose things were not there before, unless it says otherwise. */
export const defineKind = <S extends z.ZodType>(
  kind: Pick<ChangeKind<S>, Defined> & Partial<ChangeKind<S>>,
): ChangeKind<S> => ({ fate: () => 'remove', ...kind });

/** What there is to say of things that the engine knows by their name. */
export const engineNamed = <K extends 'container' | 'network'>(kind: K) => ({
  schema: z.object({ kind: z.literal(kind), name: z.string() }),
  describe: ({ name }: { name: string }) => texts.ledger[kind]({ name }),
  thing: ({ name }: { name: string }) => `${kind} ${name}`,
  isPlausible: ({ name }: { name: string }) => isEngineName(name),
});

/** Ids as an engine and a swarm give them. */
export const isEngineId = (id: Json | undefined): id is string =>
  typeof id === 'string' && /^[0-9a-z]{12,64}$/.test(id);

/** Names that the engine takes for networks and containers. */
const isEngineName = (name: string): boolean => /^[a-zA-Z0-9][\w.-]{0,127}$/.test(name);

/** A MAC address as the kernel prints it. */
export const isMac = (text: string): boolean => /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(text);

import { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import type { Fate } from '../../shared/run/events.ts';
import { mapStrings, texts, type Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import { container } from './kinds/container.ts';
import { directory } from './kinds/directory.ts';
import { drillNote } from './kinds/drill-note.ts';
import { fault } from './kinds/fault.ts';
import { file } from './kinds/file.ts';
import { forwarding } from './kinds/forwarding.ts';
import { gwbridge } from './kinds/gwbridge.ts';
import { image } from './kinds/image.ts';
import type { ChangeKind, TakeBackOptions } from './kinds/kind.ts';
import { link } from './kinds/link.ts';
import { neighbour } from './kinds/neighbour.ts';
import { network } from './kinds/network.ts';
import { ovsBridge } from './kinds/ovs-bridge.ts';
import { ovsPort } from './kinds/ovs-port.ts';
import { route } from './kinds/route.ts';
import { rule } from './kinds/rule.ts';
import { service } from './kinds/service.ts';
import { swarm } from './kinds/swarm.ts';
import { unit } from './kinds/unit.ts';

/** Every kind of change that a lab makes. A new one is a file beside these, and a word here. */
const kinds = {
  file,
  directory,
  unit,
  image,
  network,
  gwbridge,
  container,
  swarm,
  service,
  link,
  forwarding,
  neighbour,
  route,
  rule,
  'ovs-bridge': ovsBridge,
  'ovs-port': ovsPort,
  fault,
  'drill-note': drillNote,
};

/**
 * Everything that the lab ever changes on a node, as data: enough to take it back without the step that made it,
 * from any laptop. A change that cannot be written as one of these is not made.
 */
export type Change = { [K in keyof typeof kinds]: z.infer<(typeof kinds)[K]['schema']> }[keyof typeof kinds];

const schemas = Object.values(kinds).map(({ schema }) => schema);
export const changeSchema = z.discriminatedUnion('kind', schemas as [(typeof schemas)[number]]) as z.ZodType<Change>;

export const changeKinds = Object.keys(kinds) as Change['kind'][];

/** What a newer version of the app changed: it stands in the ledger, and this one leaves it and says so. */
export const unknownChangeSchema = z.looseObject({
  kind: z
    .string()
    .regex(/^[a-z][a-z-]{0,40}$/)
    .refine((kind) => !Object.hasOwn(kinds, kind)),
});
export type UnknownChange = z.infer<typeof unknownChangeSchema>;

export const isKnown = (change: Change | UnknownChange): change is Change => Object.hasOwn(kinds, change.kind);

const kindOf = ({ kind }: Change) => kinds[kind] as unknown as ChangeKind<z.ZodType<Change>>;

/** A change in one line for people. */
export const describeChange = (change: Change): Words => kindOf(change).describe(change);

/** The same word for entries that are about one thing. */
export const thingOf = (change: Change): string => kindOf(change).thing(change);

export const fateOf = (change: Change): Fate => kindOf(change).fate(change);

/** Whether a lab of this name could have made it. */
export const isPlausible = (change: Change, lab: string): boolean => kindOf(change).isPlausible(change, lab);

/** What is not, for people; made harmless for a line of text. */
export const describeImplausible = (change: Change): Words =>
  mapStrings(describeChange(change), (text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?').slice(0, 200));

/** A newer change of the same thing, with what stood there before the earlier one. */
export function withEarlierState(change: Change, earlier: Change): Change {
  return (change.kind === earlier.kind && kindOf(change).withEarlier?.(change, earlier)) || change;
}

/** Begins to look at what taking back has to know; undefined where its kind looks at nothing before. */
export const lookBefore = (node: Node, change: Change, options: TakeBackOptions): Promise<unknown> | undefined =>
  isPlausible(change, options.lab) ? kindOf(change).look?.(node, options) : undefined;

/** Takes one change back; see `ChangeKind`. */
export async function takeBack(node: Node, change: Change, options: TakeBackOptions): Promise<Words | undefined> {
  if (!isPlausible(change, options.lab))
    throw new LabError('refused', texts.ledger.implausible({ change: describeImplausible(change) }), {
      node: node.name,
    });
  return kindOf(change).takeBack(node, change, options);
}

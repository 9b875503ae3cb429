import type { Lab } from '../../shared/lab/lab.ts';
import { english, texts } from '../../shared/texts/text.ts';
import type { NodeStatus } from '../../shared/wire/contract.ts';
import type { Node } from '../machine/port.ts';
import { findTyped, type Looked } from './find-typed.ts';
import type { TypedThing } from './typed-thing.ts';

type TypedStatus = NonNullable<NodeStatus['typed']>;

/** What a person is shown of what was typed on each node. */
export async function typedStatus(
  lab: Lab,
  nodes: readonly Looked[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Node, TypedStatus>> {
  const found = await findTyped(lab, nodes, { signal });
  return new Map(
    [...found].map(([node, { things, engine }]): [Node, TypedStatus] => [
      node,
      {
        things: things.map(shown),
        ...(!engine && { unseen: english(texts.typed.engineUnseenYet) }),
      },
    ]),
  );
}

/** In English: a status has no room for which texts these are. */
const shown = ({ step, what, container, why, remedy, heldBy }: TypedThing): TypedStatus['things'][number] => ({
  step,
  what: english(what),
  ...(container !== undefined && { container }),
  ...(why !== undefined && { why: english(why) }),
  ...(remedy !== undefined && { remedy: english(remedy) }),
  ...(heldBy !== undefined && { heldBy: english(heldBy) }),
});

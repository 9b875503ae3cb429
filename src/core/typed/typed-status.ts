import type { Lab } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import type { MadeThing, MadeTypedStatus } from '../../shared/wire/node-status.ts';
import type { Node } from '../machine/port.ts';
import { findTyped, type Looked } from './find-typed.ts';
import type { TypedThing } from './typed-thing.ts';

/** What a person is shown of what was typed on each node. */
export async function typedStatus(
  lab: Lab,
  nodes: readonly Looked[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Node, MadeTypedStatus>> {
  const found = await findTyped(lab, nodes, { signal });
  return new Map(
    [...found].map(([node, { things, engine }]): [Node, MadeTypedStatus] => [
      node,
      {
        things: things.map(shown),
        ...(!engine && { unseen: texts.typed.engineUnseenYet }),
      },
    ]),
  );
}

const shown = ({ step, what, container, why, remedy, heldBy }: TypedThing): MadeThing => ({
  step,
  what,
  ...(container !== undefined && { container }),
  ...(why !== undefined && { why }),
  ...(remedy !== undefined && { remedy }),
  ...(heldBy !== undefined && { heldBy }),
});

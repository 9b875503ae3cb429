import type { Lab } from '../../shared/lab/lab.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import type { MadeThing, MadeTypedStatus } from '../../shared/wire/node-status.ts';
import { within } from '../gates/wait.ts';
import { engineState } from '../machine/engine-state.ts';
import { engineTrouble } from '../machine/engine-trouble.ts';
import type { Node } from '../machine/port.ts';
import { journalReason } from '../machine/unit.ts';
import { type FindOptions, findTyped, type Looked, type TypedOn } from './find-typed.ts';
import type { TypedThing } from './typed-thing.ts';

/** What a person is shown of what was typed on each node. */
export async function typedStatus(
  lab: Lab,
  nodes: readonly Looked[],
  { signal, ahead }: Pick<FindOptions, 'signal' | 'ahead'>,
): Promise<ReadonlyMap<Node, MadeTypedStatus>> {
  const found = await findTyped(lab, nodes, { signal, ...(ahead && { ahead }) });
  const shownOf = async ([node, { things, engine }]: [Node, TypedOn]): Promise<[Node, MadeTypedStatus]> => [
    node,
    { things: things.map(shown), ...(!engine && { unseen: await whyUnseen(node, signal) }) },
  ];
  return new Map(await Promise.all([...found].map(shownOf)));
}

/** What is wrong with an engine that did not answer in good time, and what to do there; as far as the node knows. */
async function whyUnseen(node: Node, signal: AbortSignal): Promise<Words> {
  const wait = { what: '', ms: lookMs, signal, node: node.name };
  const trouble = await within(wait, async (asking) => {
    const [state, reason] = await Promise.all([engineState(node, asking), journalReason(node, 'docker.service')]);
    return engineTrouble(state, { reason, said: texts.typed.inTime });
  }).catch(() => undefined);
  if (!trouble) return texts.typed.engineUnseenYet;
  return texts.typed.engineUnseenWhy({ node: node.name, trouble: trouble.message, remedy: trouble.remedy });
}

const lookMs = 4000;

const shown = ({ step, what, container, why, remedy, heldBy }: TypedThing): MadeThing => ({
  step,
  what,
  ...(container !== undefined && { container }),
  ...(why !== undefined && { why }),
  ...(remedy !== undefined && { remedy }),
  ...(heldBy !== undefined && { heldBy }),
});

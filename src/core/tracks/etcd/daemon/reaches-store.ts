import { z } from 'zod';
import { LabError } from '../../../../shared/errors.ts';
import type { Lab } from '../../../../shared/lab/lab.ts';
import { isMember, membersOf } from '../../../../shared/lab/members.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { askAgain } from '../../../gates/ask-again.ts';
import { type Answer, answered, askHttp, type Question } from '../../../machine/ask-http.ts';
import type { Node } from '../../../machine/port.ts';
import type { ReadingContext } from '../../common/support/lab-step.ts';
import { clientPort, entryLook, type Wanted, wantedOf } from '../../common/support/names.ts';

const entrySchema = z.object({ node: z.object({ modifiedIndex: z.number() }) });

/**
 * The engine writes what it advertises into its store when it starts, and every 20 s again: the one proof that it reaches
 * it, which `docker info` does not give. Undefined where the store has no such entry.
 */
export async function entryInStore({ lab, signal }: Asking, node: Node, wanted: Wanted): Promise<number | undefined> {
  const [answer] = await askHttp(node, [entryOf(lab, node, wanted)], { signal });
  return indexIn(answer);
}

type Asking = Pick<ReadingContext, 'lab' | 'signal'>;

/**
 * The same, asked ahead for the first check: an engine and its store that nobody has touched since in this run. Whoever
 * changes one of them forgets it.
 */
export const lookAtEntry = (context: ReadingContext, node: Node): Promise<number | undefined> =>
  context.once(entryLook(node), () => entryInStore(context, node, wantedOf(context.lab, node.address)));

/** Asked of the node's own member, or of any: all of them say the same. */
function entryOf(lab: Lab, { name, address }: Node, { advertise }: Wanted): Question {
  const members = membersOf(lab);
  const any = members[lab.nodes.findIndex((node) => node.name === name) % members.length];
  const host = isMember(lab, name) ? address : (any?.address ?? address);
  return { host, port: clientPort, path: `/v2/keys/docker/nodes/${advertise}` };
}

function indexIn(answer: Answer | undefined): number | undefined {
  const { status, json } = answered(answer);
  const entry = status === 200 ? entrySchema.safeParse(json) : undefined;
  return entry?.success ? entry.data.node.modifiedIndex : undefined;
}

/** So long the node itself asks again, before it is told here what came. */
const nodePatienceMs = 5_000;

/** One beat of the engine's, and some. */
const beatMs = 25_000;

/** Waits until the engine's entry is there, and another than `before`; false where it does not come. */
export async function entersStore(
  { lab, signal }: Asking,
  node: Node,
  wanted: Wanted,
  before?: number,
): Promise<boolean> {
  const again = askAgain({ ms: beatMs, firstMs: 50, signal });
  const other = before === undefined ? '' : `(?!${before}\\b)`;
  const question = { ...entryOf(lab, node, wanted), until: `"modifiedIndex":${other}[0-9]` };
  for (;;) {
    const [answer] = await askHttp(node, [question], { signal, patience: nodePatienceMs });
    const entry = answer && 'error' in answer ? undefined : indexIn(answer);
    if (entry !== undefined && entry !== before) return true;
    if (again.isOver()) return false;
    await again.pause();
  }
}

export const notReached = (node: Node, { store }: Wanted): LabError =>
  new LabError('not-proved', texts.etcd.cameBackWithout({ store }), { node: node.name });

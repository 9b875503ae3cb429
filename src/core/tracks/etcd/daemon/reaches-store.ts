import { z } from 'zod';
import { LabError } from '../../../../shared/errors.ts';
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
export async function entryInStore(node: Node, wanted: Wanted, signal: AbortSignal): Promise<number | undefined> {
  const [answer] = await askHttp(node, [entryOf(node, wanted)], { signal });
  return indexIn(answer);
}

/**
 * The same, asked ahead for the first check: an engine and its store that nobody has touched since in this run. Whoever
 * changes one of them forgets it.
 */
export const lookAtEntry = (context: ReadingContext, node: Node): Promise<number | undefined> =>
  context.once(entryLook(node), () => entryInStore(node, wantedOf(node.address), context.signal));

const entryOf = (node: Node, wanted: Wanted): Question => ({
  host: node.address,
  port: clientPort,
  path: `/v2/keys/docker/nodes/${wanted.advertise}`,
});

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
  node: Node,
  wanted: Wanted,
  { signal, before }: { signal: AbortSignal; before?: number | undefined },
): Promise<boolean> {
  const again = askAgain({ ms: beatMs, firstMs: 50, signal });
  const other = before === undefined ? '' : `(?!${before}\\b)`;
  const question = { ...entryOf(node, wanted), until: `"modifiedIndex":${other}[0-9]` };
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

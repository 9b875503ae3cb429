import { z } from 'zod';
import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { askAgain } from '../../../gates/ask-again.ts';
import type { Node } from '../../../machine/port.ts';
import { getJson } from '../../../machine/tunnel-http.ts';
import { clientPort, type Wanted } from '../../common/support/names.ts';

const entrySchema = z.object({ node: z.object({ modifiedIndex: z.number() }) });

/**
 * The engine writes what it advertises into its store when it starts, and every 20 s again: the one proof that it reaches
 * it, which `docker info` does not give. Undefined where the store has no such entry.
 */
export async function entryInStore(node: Node, wanted: Wanted, signal: AbortSignal): Promise<number | undefined> {
  const path = `/v2/keys/docker/nodes/${wanted.advertise}`;
  const { status, json } = await getJson(node, node.address, clientPort, path, { signal });
  const entry = status === 200 ? entrySchema.safeParse(json) : undefined;
  return entry?.success ? entry.data.node.modifiedIndex : undefined;
}

/** One beat of the engine's, and some. */
const beatMs = 25_000;

/** Waits until the engine's entry is there, and another than `before`; false where it does not come. */
export async function entersStore(
  node: Node,
  wanted: Wanted,
  { signal, before }: { signal: AbortSignal; before?: number | undefined },
): Promise<boolean> {
  const again = askAgain({ ms: beatMs, firstMs: 50, signal });
  for (;;) {
    const entry = await entryInStore(node, wanted, signal).catch(() => undefined);
    if (entry !== undefined && entry !== before) return true;
    if (again.isOver()) return false;
    await again.pause();
  }
}

export const notReached = (node: Node, { store }: Wanted): LabError =>
  new LabError('not-proved', texts.etcd.cameBackWithout({ store }), { node: node.name });

import type { Inventory } from '../../shared/inventory/inventory.ts';
import { texts } from '../../shared/texts/text.ts';
import { engineInfo } from '../machine/engine.ts';
import { removeDraft } from '../machine/file.ts';
import { birdMetric } from '../machine/lab-routes.ts';
import { reconnectNoted } from '../machine/leave-swarm.ts';
import { removeOverlayNamespaces } from '../machine/overlay-namespaces.ts';
import type { Node } from '../machine/port.ts';
import { membershipOf } from '../machine/swarm.ts';
import { sweepSwarmNotes } from '../machine/swarm-notes.ts';
import { birdEnd, seenRemove } from '../machine/typed-ways.ts';
import type { TypedFacts } from './typed-facts.ts';
import type { Taken } from './typed-note.ts';
import type { TypedThing } from './typed-thing.ts';

/** What an engine leaves behind of overlays that it was torn from, once it has neither store nor swarm. */
export async function sweepOverlays(
  node: Node,
  taken: readonly Taken[],
  { before, signal }: { before: Inventory | undefined; signal: AbortSignal },
): Promise<void> {
  const info = await engineInfo(node).catch(() => undefined);
  if (!info || info.ClusterStore || membershipOf(info).state !== 'inactive' || taken.length === 0) return;
  await removeOverlayNamespaces(node, before?.namespaces.map(({ name }) => name) ?? []);
  if (taken.some((one) => one.do === 'swarm')) await sweepSwarmNotes(node, before, signal);
}

/**
 * Whether docker_gwbridge goes with what is taken: the engine makes it for overlays, in a store or a swarm, and does not take it
 * away. One that says nothing while it has its store cannot be asked for it.
 */
export function goesWithBridge(before: Inventory | undefined, takings: readonly Taken[]): boolean {
  if (takings.some((one) => one.do === 'gwbridge')) return true;
  const stood = before?.networks.some(({ name }) => name === 'docker_gwbridge') ?? false;
  const isEngines = (one: Taken) => one.do === 'swarm' || one.do === 'file' || (one.do === 'end' && !one.data);
  return !stood && takings.some(isEngines);
}

/** What was cut off in the middle of one action, and is no thing by itself any more. */
export async function finishActions(
  node: Node,
  taken: readonly Taken[],
  { lab, signal }: { lab: string; signal: AbortSignal },
): Promise<void> {
  for (const one of taken)
    if (one.do === 'bird') await node.run(birdEnd, { ...one, metric: birdMetric }, { signal });
    else if (one.do === 'bird-file') await node.run(seenRemove, one, { signal });
  for (const one of taken) if (one.do === 'file' || one.do === 'unit') await removeDraft(node, one.path, signal);
  if (taken.some((one) => one.do === 'swarm')) await reconnectNoted(node, lab);
}

/** Of etcd's data without its log, by which it is found. */
export const restsOfData = (taken: readonly Taken[], { data }: Pick<TypedFacts, 'data'>): TypedThing[] =>
  taken.flatMap((taking) =>
    taking.do === 'data' && !data.some(({ path }) => path === taking.path)
      ? [{ step: 'etcd', what: texts.typed.etcdData({ path: taking.path }), taking }]
      : [],
  );

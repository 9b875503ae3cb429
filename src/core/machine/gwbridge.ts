import { orNone, settled } from '../gates/settled.ts';
import { labLabel } from './engine.ts';
import { findNetworks, ignoreGone, statusOf } from './engine-objects.ts';
import type { Node } from './port.ts';

const name = 'docker_gwbridge';

/** The bridge that the engine made for its first overlay container, as it stands; null where there is none. */
export type Gwbridge = { id: string; isUsed: boolean } | null;

const inspect = (node: Node, key: string) =>
  node.docker.getNetwork(key).inspect() as Promise<{ Id?: string; Containers?: Record<string, { Name: string }> }>;

/** Looks at it. Containers of the `lab`, where one is named, are as good as gone: then they are not said to use it. */
export async function lookAtGwbridge(node: Node, lab?: string): Promise<Gwbridge> {
  const asked = [
    settled(inspect(node, name)),
    settled(lab === undefined ? Promise.resolve([]) : listOwn(node, lab)),
    findNetworks(node, name),
  ] as const;
  const [byName, own, [found]] = await Promise.all(asked);
  if (!found) return null;
  const named = orNone(byName);
  // The name may be another network's id, or that of two.
  const { Containers } = named?.Id === found.id ? named : await inspect(node, found.id);
  const ours = own().map(({ Id }) => Id);
  return { id: found.id, isUsed: Object.keys(Containers ?? {}).some((key) => !isOwn(key, ours)) };
}

/** The engine's own end of it, or a container of the lab's. */
const isOwn = (key: string, ours: readonly string[]): boolean => key.startsWith('gateway_') || ours.includes(key);

const listOwn = (node: Node, lab: string) =>
  node.docker.listContainers({ all: true, filters: { label: [`${labLabel}=${lab}`] } });

/**
 * Removes it, unless someone else's containers reach the world through it: then it stays, and the proof says so. Who has come to
 * it since it was `looked` at keeps it too, by the engine's own word.
 */
export async function removeGwbridge(node: Node, looked?: Gwbridge): Promise<void> {
  const found = looked === undefined ? await lookAtGwbridge(node) : looked;
  if (!found || found.isUsed) return;
  const network = node.docker.getNetwork(found.id);
  await ignoreGone(
    network.remove().catch((error: unknown) => (statusOf(error) === 403 ? undefined : Promise.reject(error))),
  );
}

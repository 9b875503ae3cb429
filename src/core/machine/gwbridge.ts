import { orNone, settled } from '../gates/settled.ts';
import { findNetworks, ignoreGone, statusOf } from './engine-objects.ts';
import type { Node } from './port.ts';

const name = 'docker_gwbridge';

const look = (node: Node, key: string) =>
  node.docker.getNetwork(key).inspect() as Promise<{ Id?: string; Containers?: Record<string, { Name: string }> }>;

/** Removes the bridge that the engine made for its first overlay container, unless someone else's containers use it. */
export async function removeGwbridge(node: Node): Promise<void> {
  const byName = settled(look(node, name));
  const [found] = await findNetworks(node, name);
  if (!found) return void (await byName);
  const named = orNone(await byName);
  // The name may be another network's id, or that of two.
  const { Containers } = named?.Id === found.id ? named : await look(node, found.id);
  const network = node.docker.getNetwork(found.id);
  // Someone else's containers reach the world through it: then it stays, and the proof says so.
  const used = Object.keys(Containers ?? {}).some((key) => !key.startsWith('gateway_'));
  if (!used)
    await ignoreGone(
      network.remove().catch((error: unknown) => (statusOf(error) === 403 ? undefined : Promise.reject(error))),
    );
}

import { findNetworks, ignoreGone, statusOf } from './engine-objects.ts';
import type { Node } from './port.ts';

/** Removes the bridge that the engine made for its first overlay container, unless someone else's containers use it. */
export async function removeGwbridge(node: Node): Promise<void> {
  const [found] = await findNetworks(node, 'docker_gwbridge');
  if (!found) return;
  const network = node.docker.getNetwork(found.id);
  const { Containers } = (await network.inspect()) as { Containers?: Record<string, { Name: string }> };
  // Someone else's containers reach the world through it: then it stays, and the proof says so.
  const used = Object.keys(Containers ?? {}).some((key) => !key.startsWith('gateway_'));
  if (!used)
    await ignoreGone(
      network.remove().catch((error: unknown) => (statusOf(error) === 403 ? undefined : Promise.reject(error))),
    );
}

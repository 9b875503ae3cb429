import { restartEngine } from '../../../machine/engine.ts';
import { findNetworks } from '../../../machine/engine-objects.ts';
import { namespaceList, namespaceRemove } from '../../../machine/namespaces.ts';
import type { LabContext } from '../support/lab-step.ts';

/**
 * Namespaces of the overlay on a node where nobody is on it (row 35 of the catalogue): an engine that was killed left them,
 * and the one that followed joins workers to them which reach nobody, or to nothing.
 */
export async function findOldNamespaces({ node, lab, signal }: LabContext): Promise<string[]> {
  const [networks, names] = await Promise.all([
    findNetworks(node, lab.network.name),
    node.run(namespaceList, {}, { signal }),
  ]);
  const old: string[] = [];
  for (const { id } of networks) {
    const left = names.filter((name) => name.endsWith(`-${id.slice(0, 10)}`));
    if (left.length > 0 && !(await isUsedHere(node, id))) old.push(...left);
  }
  return old;
}

/** They go, and the engine starts again. */
export async function forgetOldNamespaces({ node, lab, signal }: LabContext, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await node.run(namespaceRemove, { names }, { signal });
  await restartEngine(node, signal, lab.name);
}

/** Ends that the store alone knows, of other nodes and of the past, begin with ep-. */
async function isUsedHere(node: LabContext['node'], id: string): Promise<boolean> {
  const { Containers } = (await node.docker.getNetwork(id).inspect()) as { Containers?: Record<string, unknown> };
  return Object.keys(Containers ?? {}).some((key) => !key.startsWith('ep-'));
}

import { removeOrphanGwbridge } from '../../../machine/orphan-gwbridge.ts';
import { namespaceSweep } from '../../../machine/overlay-namespaces.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { sweepGwbridge } from '../../common/support/sweep.ts';

type Listed = { Id: string; Name: string };

/** The networks that the engine knows; none where it is not known what stood there before. */
export const findRemains = async ({ node, baseline }: LabContext): Promise<Listed[]> =>
  baseline(node) ? node.docker.listNetworks() : [];

/**
 * What an engine leaves of an overlay that it was torn from, by a kill or without its store, once it runs without the
 * store: docker_gwbridge, which it would not give away while it took the overlay's ends for alive, and the network's
 * namespace with its vxlan link (rows 21 and 35 of the catalogue).
 */
export async function sweepRemains(context: LabContext, networks: readonly Listed[]): Promise<void> {
  const { node, baseline } = context;
  const before = baseline(node);
  if (!before) return;
  if (networks.some(({ Name }) => Name === 'docker_gwbridge')) await sweepGwbridge(context);
  const hadBridge = before.links.some(({ name }) => name === 'docker_gwbridge');
  const stood = before.namespaces.map(({ name }) => name);
  const kept = [...stood, ...networks.map(({ Id }) => Id.slice(0, 10))];
  await allEnded([hadBridge ? Promise.resolve() : removeOrphanGwbridge(node), node.run(namespaceSweep, { kept })]);
}

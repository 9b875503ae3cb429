import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { findContainer, findNetworks } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';
import { workerName } from './names.ts';

export interface Worker {
  node: Node;
  container: string;
  /** Address on the overlay. */
  address: string;
}

/** The running worker of every node, read once a run; throws where one is missing. */
export function allWorkers(context: LabContext): Promise<Worker[]> {
  return context.once('workers', () => Promise.all(context.nodes.map((node) => workerOf(context, node))));
}

async function workerOf({ lab }: LabContext, node: Node): Promise<Worker> {
  const container = workerName(lab, node.name);
  const found = await findContainer(node, container);
  const address = found?.running ? found.networks[lab.network.name]?.address : undefined;
  if (address) return { node, container, address };
  throw new LabError('refused', texts.tracks.workerNotRunning({ name: container, node: node.name }), {
    node: node.name,
    remedy: texts.tracks.workerNotRunningRemedy,
  });
}

/** Subnet of a network of this name on this node, where it has one. */
export async function subnetOf(node: Node, name: string): Promise<string | null> {
  const [found] = await findNetworks(node, name);
  return found?.subnets[0] ?? null;
}

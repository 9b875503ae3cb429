import { texts, type Words } from '../../../../shared/texts/text.ts';
import { imageLabel } from '../../../machine/engine.ts';
import { type FoundContainer, findContainer, isGone } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import type { ReadingContext } from './lab-step.ts';
import { workerImage, workerName } from './names.ts';

/** What a node's engine has already under names, and in networks, that the lab is going to want. */
export interface NodeObjects {
  networks: NamedNetwork[];
  /** The container of the name that the node's worker will have. */
  worker?: FoundContainer;
  /** The lab that made the image of the workers' name; empty where none says so. Absent where there is no such image. */
  imageOf?: string;
}

export interface NamedNetwork {
  id: string;
  name: string;
  driver: string;
  subnets: string[];
}

/** Read once a run; undefined where the engine does not answer, which is told elsewhere. */
export function nodeObjects(context: ReadingContext, node: Node): Promise<NodeObjects | undefined> {
  return context.once(`objects@${node.name}`, async () => {
    try {
      const [networks, worker, image] = await Promise.all([
        listNetworks(node),
        findContainer(node, workerName(context.lab, node.name)),
        imageMadeFor(node, workerImage),
      ]);
      return { networks, ...(worker && { worker }), ...(image !== undefined && { imageOf: image }) };
    } catch {
      context.signal.throwIfAborted();
      return undefined;
    }
  });
}

export async function listNetworks(node: Node): Promise<NamedNetwork[]> {
  const list = await node.docker.listNetworks();
  return list.map(({ Id, Name, Driver, IPAM }) => ({
    id: Id,
    name: Name,
    driver: Driver,
    subnets: (IPAM?.Config ?? []).map((pool) => pool.Subnet ?? '').filter(Boolean),
  }));
}

/** The lab whose mark an image carries, empty where it has none; undefined where there is no such image. */
export async function imageMadeFor(node: Node, reference: string): Promise<string | undefined> {
  try {
    return (await node.docker.getImage(reference).inspect()).Config?.Labels?.[imageLabel] ?? '';
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** How somebody's image of the lab's name is kept under another one. */
export const imageRemedy = (on: string): Words => texts.tracks.imageRemedy({ node: on, image: workerImage });

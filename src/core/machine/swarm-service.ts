import { askAgain } from '../gates/ask-again.ts';
import { labLabel } from './engine.ts';
import { ignoreGone, isGone, statusOf } from './engine-objects.ts';
import type { Node } from './port.ts';

/** The service of the lesson: its tasks are found as `tasks.pair`. */
export const labService = 'pair';
export const labTasks = 2;

/**
 * A name that every engine asks itself for: before it starts a task it asks the registry of the image's name, which another
 * name would find elsewhere.
 */
export const taskImage = 'localhost/overlay-lab-worker:1';

/** One that ends when it is told to does not wait for the engine's patience of 10 s. */
export const graceSeconds = 1;
export const taskCommand = ['sleep', 'infinity'];

export interface FoundService {
  id: string;
  /** The lab that made it; undefined where none says so. */
  lab?: string;
  replicas: number;
  /** Names that stand for its tasks, each by its own address; `vip`: one address for all, which IPVS spreads. */
  endpoints: string;
  /** Ids of the networks that its tasks join. */
  networks: string[];
}

export type NamedService = FoundService & { name: string };

interface ListedService {
  ID: string;
  Spec?: {
    Name?: string;
    Labels?: Record<string, string> | null;
    Mode?: { Replicated?: { Replicas?: number } };
    EndpointSpec?: { Mode?: string };
    TaskTemplate?: { Networks?: { Target?: string }[] | null };
    Networks?: { Target?: string }[] | null;
  };
}

/** Services as a manager lists them. Old engines keep a service's networks beside its tasks' template. */
export const servicesIn = (listed: unknown): NamedService[] =>
  (listed as ListedService[]).map(({ ID, Spec = {} }) => {
    const lab = Spec.Labels?.[labLabel];
    return {
      id: ID,
      name: Spec.Name ?? '',
      ...(lab && { lab }),
      replicas: Spec.Mode?.Replicated?.Replicas ?? 0,
      endpoints: Spec.EndpointSpec?.Mode ?? 'vip',
      networks: [...(Spec.TaskTemplate?.Networks ?? []), ...(Spec.Networks ?? [])].flatMap(
        ({ Target }) => Target ?? [],
      ),
    };
  });

export async function findService({ docker }: Node, name: string): Promise<FoundService | undefined> {
  return servicesIn(await docker.listServices({ filters: { name: [name] } })).find((one) => one.name === name);
}

export interface FoundTask {
  state: string;
  /** The swarm's id of the node that it is on. */
  nodeId: string;
  /** Its addresses, without their prefix. */
  addresses: string[];
  error: string;
}

interface ListedTask {
  NodeID?: string;
  Status?: { State?: string; Err?: string };
  NetworksAttachments?: { Addresses?: string[] | null }[] | null;
}

/** Those that the managers want to run. */
export async function findTasks({ docker }: Node, service: string): Promise<FoundTask[]> {
  const listed = (await docker.listTasks({
    filters: { service: [service], 'desired-state': ['running'] },
  })) as ListedTask[];
  return listed.map(({ NodeID = '', Status, NetworksAttachments }) => ({
    state: Status?.State ?? '',
    nodeId: NodeID,
    addresses: (NetworksAttachments ?? []).flatMap(({ Addresses }) =>
      (Addresses ?? []).map((one) => one.split('/')[0] ?? ''),
    ),
    error: Status?.Err ?? '',
  }));
}

/** What a manager is told of it, as `docker service create` would. */
export const servicePlan = (lab: string, image: string, network: string) => ({
  Name: labService,
  Labels: { [labLabel]: lab },
  TaskTemplate: {
    ContainerSpec: { Image: image, Args: taskCommand, StopGracePeriod: graceSeconds * 1e9 },
    Networks: [{ Target: network }],
  },
  Mode: { Replicated: { Replicas: labTasks } },
  EndpointSpec: { Mode: 'dnsrr' as const },
});

/** Until the engines have ended its tasks; then nobody of it is on the network any more. */
const endMs = 30_000;

/**
 * Removes it on a manager, and waits until its containers are gone from all nodes that are there: the managers forget a
 * service at once, and the engines hear of it. Nothing where the node has no manager: then its swarm is gone, and it with that.
 */
export async function removeService(
  node: Node,
  id: string,
  nodes: readonly Node[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await ignoreGone(node.docker.getService(id).remove());
  } catch (error) {
    if (statusOf(error) !== 503) throw error;
    return;
  }
  const again = askAgain({ ms: endMs, firstMs: 200, longestMs: 500, signal });
  for (;;) {
    const left = await Promise.all(nodes.map((one) => hasTasksOf(one, id)));
    if (!left.includes(true) || again.isOver()) return;
    await again.pause();
  }
}

async function hasTasksOf({ docker }: Node, id: string): Promise<boolean> {
  const filters = { label: [`com.docker.swarm.service.id=${id}`] };
  return (await docker.listContainers({ all: true, filters })).length > 0;
}

/** The image under the other name; undefined where the engine does not have it. */
export async function findImageId({ docker }: Node, reference: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(reference).inspect()).Id;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

import { LabError } from '../../../shared/errors.ts';
import { findContainer, ignoreGone, statusOf } from '../../node/engine-objects.ts';
import type { Node } from '../../remote/port.ts';

export interface WorkerStart {
  node: Node;
  /** All nodes of the lab, this one too. */
  peers: readonly Node[];
  name: string;
  /** Name of the overlay network. */
  network: string;
  restartEngine: () => Promise<void>;
}

/** What a node that crashed leaves behind, as the engine tells it: by its words alone, for its statuses mean many things. */
const troubles: { says: RegExp; mend: (start: WorkerStart, error: unknown) => Promise<unknown> }[] = [
  {
    // Row 35: on its way up the engine met the network's old namespace, and joins nothing to it until its next start.
    says: /failed get network namespace/,
    mend: ({ restartEngine }) => restartEngine(),
  },
  {
    // Row 32: the store still has the endpoint of the container that was.
    says: /endpoint with name \S+ already exists/,
    mend: takeStaleEndpointOff,
  },
];

/** Starts a worker, and mends what the crash of its node may have left, each trouble once. */
export async function startWorker(container: { start(): Promise<unknown> }, start: WorkerStart): Promise<void> {
  const left = new Set(troubles);
  for (;;) {
    try {
      await container.start();
      return;
    } catch (error) {
      const trouble = [...left].find(({ says }) => statusOf(error) !== undefined && says.test(String(error)));
      if (!trouble) throw error;
      left.delete(trouble);
      await trouble.mend(start, error);
    }
  }
}

/** Throws `refused` where the name is a container's on another node: names are taken once on an overlay network. */
async function takeStaleEndpointOff({ node, peers, name, network }: WorkerStart, error: unknown): Promise<void> {
  const others = peers.filter((peer) => peer !== node);
  const found = await Promise.all(others.map((peer) => findContainer(peer, name)));
  const holder = others[found.findIndex((one) => one?.networks[network] !== undefined)];
  if (holder)
    throw new LabError('refused', `${holder.name} has a container ${name} on ${network} already`, {
      node: node.name,
      remedy: `Rename or remove it on ${holder.name}: names are taken once on an overlay network.`,
      diagnosis: 32,
      cause: error,
    });
  await ignoreGone(node.docker.getNetwork(network).disconnect({ Container: name, Force: true }));
}

import { LabError } from '../../../../shared/errors.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { findContainer, ignoreGone, statusOf } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import { isEngines, removeLink, vxlanLinks } from '../support/network-facts.ts';

export interface WorkerStart {
  node: Node;
  /** All nodes of the lab, this one too. */
  peers: readonly Node[];
  name: string;
  /** Name of the overlay network. */
  network: string;
  create: () => Promise<Container>;
  restartEngine: () => Promise<void>;
}

/** What is needed of one in the engine. */
export interface Container {
  id: string;
  start(): Promise<unknown>;
  remove(options: { force: true }): Promise<unknown>;
}

/** What a node that crashed leaves behind, as the engine tells it: by its words alone, for its statuses mean many things. */
const troubles: { says: RegExp; fix: (start: WorkerStart, error: unknown) => Promise<void> }[] = [
  {
    // Row 35: on its way up the engine met the network's old namespace, and joins nothing to it until its next start.
    says: /failed get network namespace|could not add veth pair inside the network sandbox/,
    fix: ({ restartEngine }) => restartEngine(),
  },
  {
    // Row 21: another link has the overlay's VNI, and the kernel says no more than that.
    says: /vxlan.*file exists/is,
    fix: explainTakenVni,
  },
  {
    // Row 32: the store still has the endpoint of the container that was.
    says: /endpoint with name \S+ already exists/,
    fix: takeStaleEndpointOff,
  },
];

/**
 * Makes a worker and starts it, and fixes what the crash of its node may have left, each trouble once. Gives its id. After a
 * trouble it is recreated: to take an endpoint off, the engine must not know a container of that name, for of one that does
 * not run it only forgets the network, and would start it without.
 */
export async function startWorker(start: WorkerStart): Promise<string> {
  const left = new Set(troubles);
  for (;;) {
    const container = await start.create();
    try {
      await container.start();
      return container.id;
    } catch (error) {
      const trouble = [...left].find(({ says }) => statusOf(error) !== undefined && says.test(String(error)));
      if (!trouble) throw error;
      left.delete(trouble);
      await ignoreGone(container.remove({ force: true }));
      await trouble.fix(start, error);
    }
  }
}

/** Throws `refused` where the name is a container's on another node: a name can be used only once on an overlay network. */
async function takeStaleEndpointOff({ node, peers, name, network }: WorkerStart, error: unknown): Promise<void> {
  const others = peers.filter((peer) => peer !== node);
  const found = await Promise.all(others.map((peer) => findContainer(peer, name)));
  const holder = others[found.findIndex((one) => one?.networks[network] !== undefined)];
  if (holder)
    throw new LabError('refused', texts.tracks.nameTaken({ holder: holder.name, name, network }), {
      node: node.name,
      remedy: texts.tracks.nameTakenRemedy({ holder: holder.name }),
      diagnosis: 32,
      cause: error,
    });
  await ignoreGone(node.docker.getNetwork(network).disconnect({ Container: name, Force: true }));
}

async function explainTakenVni({ node }: WorkerStart, error: unknown): Promise<never> {
  const found = await node.run(vxlanLinks, {});
  const links = found.filter(({ namespace }) => !isEngines(namespace));
  const told: Words[] = links.map(({ name, namespace, vni }) =>
    namespace ? texts.tracks.linkInWithVni({ name, namespace, vni }) : texts.tracks.linkWithVni({ name, vni }),
  );
  throw new LabError(
    'refused',
    texts.tracks.vniTaken({ node: node.name, links: told.length > 0 ? told : [String(error)] }),
    {
      node: node.name,
      remedy: links[0]
        ? texts.tracks.vniTakenRemedy({ node: node.name, commands: links.map(removeLink) })
        : 'ip -d link show type vxlan',
      diagnosis: 21,
      cause: error,
    },
  );
}

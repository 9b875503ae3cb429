import type { Lab } from '../../../shared/lab/lab.ts';
import { hasStore, type StoreFacts } from '../../../shared/store/store.ts';
import { within } from '../../gates/wait.ts';
import { engineInfo } from '../../machine/engine.ts';
import type { Node } from '../../machine/port.ts';
import { getJson } from '../../machine/tunnel-http.ts';
import { clientPort, membersIn } from '../../tracks/common/support/names.ts';
import { dockerKeys, etcdEntries } from './etcd-entries.ts';
import { type SwarmTold, swarmEntries } from './swarm-entries.ts';

/** Asks something of a node, by whatever connection there is to it; rejects where it is away. */
export type AskNode = <T>(name: string, ask: (node: Node) => Promise<T>) => Promise<T>;

/** Milliseconds for each answer. */
const patienceMs = 4_000;
/** Of so many networks it is asked what gossip told. */
const mostHeard = 8;

/** What the store of a lab keeps now; without `from` where nobody tells, and where the track has none. Changes nothing. */
export async function readStore(lab: Lab, askNode: AskNode, signal: AbortSignal): Promise<StoreFacts> {
  const empty: StoreFacts = { lab: lab.name, track: lab.track, entries: [], more: 0 };
  if (!hasStore(lab)) return empty;
  const told = await (lab.track === 'etcd' ? readEtcd : readSwarm)(lab, askNode, signal);
  return { ...empty, ...told };
}

type Told = Pick<StoreFacts, 'from' | 'address' | 'entries' | 'more'>;

/** The first of these that gives something, one after another; undefined where none does. */
async function firstOf<N extends { name: string }, T>(
  nodes: readonly N[],
  signal: AbortSignal,
  ask: (node: N) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const node of nodes) {
    const told = await ask(node).catch(() => undefined);
    signal.throwIfAborted();
    if (told !== undefined) return told;
  }
  return undefined;
}

/** A member tells all that it knows, with a quorum or without. */
const readEtcd = (lab: Lab, askNode: AskNode, signal: AbortSignal): Promise<Told | undefined> =>
  firstOf(membersIn(lab, lab.nodes), signal, async ({ name, address }) => {
    const path = `/v2/keys${dockerKeys}?recursive=true`;
    const { status, json } = await askNode(name, (node) =>
      getJson(node, address, clientPort, path, { signal, timeout: patienceMs }),
    );
    // No engine has written anything yet.
    if (status === 404 && (json as { errorCode?: unknown } | undefined)?.errorCode === 100)
      return { from: name, address, entries: [], more: 0 };
    return status === 200 ? { from: name, address, ...etcdEntries(json) } : undefined;
  });

/** Whoever looks starts no engine. */
const asleepLeft = (node: Node): Node => ({ ...node, docker: node.dockerIfUp });

async function readSwarm(lab: Lab, askNode: AskNode, signal: AbortSignal): Promise<Told | undefined> {
  const agreed = firstOf(lab.nodes, signal, ({ name, address }) =>
    askNode(name, async (node) => {
      const told = await within({ what: '', ms: patienceMs, signal, node: name }, () => agreedBy(asleepLeft(node)));
      return told && { from: name, address, told };
    }),
  );
  const heard = Promise.all(
    lab.nodes.map(({ name }) =>
      askNode(name, (node) =>
        within({ what: '', ms: patienceMs, signal, node: name }, async () => ({
          ...{ node: name, networks: await heardBy(asleepLeft(node)) },
        })),
      ).catch(() => ({ node: name, networks: [] })),
    ),
  );
  const [manager, all] = await Promise.all([agreed, heard]);
  signal.throwIfAborted();
  return manager && { from: manager.from, address: manager.address, ...swarmEntries({ ...manager.told, heard: all }) };
}

/** What the managers agreed on; undefined where it is none, or one without a quorum. Neither tokens nor keys are asked for. */
async function agreedBy(node: Node): Promise<Omit<SwarmTold, 'heard'> | undefined> {
  const { Swarm } = await engineInfo(node);
  if (Swarm?.ControlAvailable !== true) return undefined;
  const { docker } = node;
  const [nodes, networks, services, tasks] = await Promise.all([
    ...[docker.listNodes(), docker.listNetworks({ filters: { scope: ['swarm'] } })],
    ...[docker.listServices(), docker.listTasks()],
  ]);
  return { nodes, networks, services, tasks };
}

/** Its networks of the swarm, each with its peers and ends as gossip told them. */
async function heardBy({ docker }: Node): Promise<unknown[]> {
  const networks = await docker.listNetworks({ filters: { scope: ['swarm'] } });
  const verbose = ({ Id }: { Id: string }): Promise<unknown> => {
    // The library's types lack the option.
    const network = docker.getNetwork(Id) as unknown as { inspect: (options: object) => Promise<unknown> };
    return network.inspect({ verbose: true }).catch(() => undefined);
  };
  return Promise.all(networks.slice(0, mostHeard).map(verbose));
}

import { wordsOf } from '../../../shared/errors.ts';
import { english, texts } from '../../../shared/texts/text.ts';
import { within } from '../../gates/wait.ts';
import { type EngineInfo, engineInfo } from '../../machine/engine.ts';
import { mtuOption } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';

/** What the engine of a node says; what it did not answer in good time is absent. */
export interface EngineSeen {
  info?: EngineInfo & { Swarm?: SwarmSeen };
  networks?: NetworkSeen[];
  containers?: ContainerSeen[];
  /** The lab's worker on this node; null where there is none. */
  worker?: WorkerSeen | null;
  /** As a manager lists them. */
  members?: SwarmMember[];
  /** Why it gave no answer at all. */
  silent?: string;
}

interface SwarmSeen {
  LocalNodeState?: string;
  ControlAvailable?: boolean;
  NodeID?: string;
  Error?: string;
  NodeAddr?: string;
  Cluster?: unknown;
}

export interface NetworkSeen {
  id: string;
  name: string;
  driver: string;
  scope: string;
  subnets: string[];
  mtu?: number;
  labels: Record<string, string>;
  options: Record<string, string>;
}

export interface ContainerSeen {
  id: string;
  name: string;
  state: string;
  networks: string[];
}

export interface WorkerSeen {
  name: string;
  state: string;
  error: string;
  exitCode: number;
  pid: number;
  /** Name of its network namespace below /var/run/docker/netns. */
  sandbox: string;
  networks: Record<string, { id: string; address: string; mac: string }>;
}

export interface SwarmMember {
  id: string;
  hostname: string;
  address: string;
  availability: string;
  state: string;
  message: string;
  isManager: boolean;
  reachability: string;
}

/** Milliseconds for each answer. */
const patienceMs = 4000;

/** Asks an engine that runs; each question has an end of its own. */
export async function askEngine(node: Node, worker: string, signal: AbortSignal): Promise<EngineSeen> {
  let silent: string | undefined;
  const ask = async <T>(question: () => Promise<T>): Promise<T | undefined> => {
    try {
      const wait = { what: texts.tracks.dockerOn({ node: node.name }), ms: patienceMs, signal, node: node.name };
      return await within(wait, question);
    } catch (error) {
      signal.throwIfAborted();
      silent = english(wordsOf(error));
      return undefined;
    }
  };
  const [info, networks, containers, found] = await Promise.all([
    ask(() => engineInfo(node)),
    ask(() => networksOf(node)),
    ask(() => containersOf(node)),
    ask(() => workerOf(node, worker)),
  ]);
  const members = info?.Swarm?.ControlAvailable ? await ask(() => membersOf(node)) : undefined;
  return {
    ...(info && { info }),
    ...(networks && { networks }),
    ...(containers && { containers }),
    ...(found !== undefined && { worker: found }),
    ...(members && { members }),
    ...(!info && silent !== undefined && { silent }),
  };
}

async function networksOf(node: Node): Promise<NetworkSeen[]> {
  const list = await node.docker.listNetworks();
  return list.map(({ Id, Name, Driver, Scope, IPAM, Labels, Options }) => ({
    ...{ id: Id, name: Name, driver: Driver, scope: Scope, labels: Labels ?? {}, options: Options ?? {} },
    subnets: (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []),
    ...(Options?.[mtuOption] && { mtu: Number(Options[mtuOption]) }),
  }));
}

async function containersOf(node: Node): Promise<ContainerSeen[]> {
  const list = await node.docker.listContainers({ all: true });
  return list.map(({ Id, Names, State, NetworkSettings }) => ({
    ...{ id: Id, name: Names[0]?.slice(1) ?? Id.slice(0, 12), state: State },
    networks: Object.keys(NetworkSettings?.Networks ?? {}),
  }));
}

async function workerOf(node: Node, name: string): Promise<WorkerSeen | null> {
  try {
    const { State, NetworkSettings } = await node.docker.getContainer(name).inspect();
    const ends = Object.entries(NetworkSettings.Networks ?? {}).map(
      ([network, { NetworkID, IPAddress, MacAddress }]) =>
        [network, { id: NetworkID, address: IPAddress, mac: MacAddress }] as const,
    );
    return {
      ...{ name, state: State.Status, error: State.Error ?? '', exitCode: State.ExitCode, pid: State.Pid },
      sandbox: (NetworkSettings.SandboxKey ?? '').split('/').at(-1) ?? '',
      networks: Object.fromEntries(ends),
    };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return null;
    throw error;
  }
}

interface ListedNode {
  ID?: string;
  Description?: { Hostname?: string };
  Spec?: { Availability?: string; Role?: string };
  Status?: { State?: string; Addr?: string; Message?: string };
  ManagerStatus?: { Reachability?: string; Addr?: string };
}

async function membersOf(node: Node): Promise<SwarmMember[]> {
  const list = (await node.docker.listNodes()) as ListedNode[];
  return list.map(({ ID = '', Description, Spec, Status, ManagerStatus }) => ({
    id: ID,
    hostname: Description?.Hostname ?? '',
    address: (ManagerStatus?.Addr ?? Status?.Addr ?? '').replace(/:\d+$/, ''),
    availability: Spec?.Availability ?? '',
    state: Status?.State ?? '',
    message: Status?.Message ?? '',
    isManager: Spec?.Role === 'manager',
    reachability: ManagerStatus?.Reachability ?? '',
  }));
}

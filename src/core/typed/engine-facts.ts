import { type EngineInfo, engineInfo, imageLabel, labLabel } from '../machine/engine.ts';
import { bridgeOption, statusOf } from '../machine/engine-objects.ts';
import type { Node } from '../machine/port.ts';
import { membershipOf, type SwarmMembership } from '../machine/swarm.ts';
import { type NamedService, servicesIn, taskImage } from '../machine/swarm-service.ts';

export interface EngineNetwork {
  id: string;
  name: string;
  driver: string;
  scope: string;
  lab?: string;
  /** Of a bridge: its link's name, where one was named. */
  link?: string;
  subnets?: string[];
}

export interface EngineContainer {
  id: string;
  name: string;
  image: string;
  lab?: string;
  running: boolean;
  /** Names of its networks; those that it was never started on have no id. */
  networks: string[];
  mounts: number;
  /** A task of a service: the swarm keeps it, and makes it again. */
  isTask: boolean;
}

/** What an engine says; undefined where it did not answer in good time. */
export interface EngineFacts {
  store?: string;
  advertise?: string;
  swarm: SwarmMembership;
  networks: EngineNetwork[];
  containers: EngineContainer[];
  /** The image of the lesson's workers, by each of its names: with the mark of a lab, which the lesson's command also gives it, or with none. */
  images: { id: string; name: string; lab?: string }[];
  /** Of a manager: addresses of all nodes in its swarm, and what it keeps for others. */
  members?: { addresses: string[]; services: NamedService[]; kept: string[] };
}

export async function engineFacts(node: Node, workerImage: string, signal: AbortSignal): Promise<EngineFacts> {
  const { docker } = node;
  const asked = { abortSignal: signal };
  const info = await engineInfo(node);
  const swarm = membershipOf(info);
  const [networks, containers, ...images] = await Promise.all([
    docker.listNetworks(asked),
    docker.listContainers({ all: true, ...asked }),
    lessonImage(node, workerImage),
    lessonImage(node, taskImage),
  ]);
  const isReadable = swarm.state === 'active' && swarm.isManager && swarm.isReadable;
  return {
    ...storeOf(info),
    swarm,
    networks: networks.map(({ Id, Name, Driver, Scope, Labels, Options, IPAM }) => ({
      ...{ id: Id, name: Name, driver: Driver, scope: Scope },
      ...markOf(Labels),
      ...(Options?.[bridgeOption] && { link: Options[bridgeOption] }),
      subnets: (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []),
    })),
    containers: containers.map(({ Id, Names, Image, Labels, State, NetworkSettings, Mounts }) => ({
      ...{ id: Id, name: Names[0]?.slice(1) ?? '', image: Image, running: State === 'running' },
      ...markOf(Labels),
      networks: Object.keys(NetworkSettings?.Networks ?? {}),
      mounts: Mounts?.length ?? 0,
      isTask: Labels['com.docker.swarm.task.id'] !== undefined,
    })),
    images: images.flatMap((one) => one ?? []),
    ...(isReadable && { members: await membersOf(node) }),
  };
}

const storeOf = ({ ClusterStore: store, ClusterAdvertise: advertise }: EngineInfo) => ({
  ...(store && { store }),
  ...(advertise && { advertise }),
});

function markOf(labels: Record<string, string> | null | undefined): { lab?: string } {
  const lab = labels?.[labLabel];
  return lab ? { lab } : {};
}

async function lessonImage(node: Node, name: string): Promise<EngineFacts['images'][number] | undefined> {
  try {
    const { Id, Config } = await node.docker.getImage(name).inspect();
    const labels = Config?.Labels ?? {};
    const lab = labels[imageLabel];
    if (lab !== undefined) return { id: Id, name, lab };
    return Object.keys(labels).length > 0 ? undefined : { id: Id, name };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

interface Listed {
  Status?: { Addr?: string };
  Spec?: { Name?: string };
}

async function membersOf({ docker }: Node): Promise<NonNullable<EngineFacts['members']>> {
  const [nodes, services, secrets, configs] = await Promise.all([
    docker.listNodes() as Promise<Listed[]>,
    docker.listServices(),
    docker.listSecrets() as Promise<Listed[]>,
    docker.listConfigs() as Promise<Listed[]>,
  ]);
  const names = (list: Listed[]) => list.map(({ Spec }) => Spec?.Name ?? '');
  return {
    addresses: nodes.map(({ Status }) => Status?.Addr ?? ''),
    services: servicesIn(services),
    kept: [...names(secrets), ...names(configs)],
  };
}

import type { Node } from './port.ts';

/** True for the engine's 'no such thing': what is to be removed is gone already. */
export function isGone(error: unknown): boolean {
  return statusOf(error) === 404;
}

export function statusOf(error: unknown): number | undefined {
  const code = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof code === 'number' ? code : undefined;
}

/** What the engine's drivers know a network's MTU by. */
export const mtuOption = 'com.docker.network.driver.mtu';

/** The name of a bridge's link, which the engine makes up where it is not told. */
export const bridgeOption = 'com.docker.network.bridge.name';

export interface FoundNetwork {
  id: string;
  driver: string;
  /** The managers of a swarm keep it, and each engine sees it only while it is used there. */
  isSwarms: boolean;
  labels: Record<string, string>;
  subnets: string[];
  /** Where one was named when it was made. */
  mtu?: number;
  /** Of its first subnet: the address of the engine's own end, and the part from which it gives addresses, where named. */
  gateway?: string;
  range?: string;
  /** As its driver was told. */
  options: Record<string, string>;
  /** Names of the containers on it that this node knows of. */
  containers: string[];
}

/** The network of exactly this name, or undefined. Two of one name (moby#20648) are an error of the caller's to report. */
export async function findNetworks(node: Node, name: string, signal?: AbortSignal): Promise<FoundNetwork[]> {
  const list = await node.docker.listNetworks({ filters: { name: [name] }, ...(signal && { abortSignal: signal }) });
  return list
    .filter((network) => network.Name === name)
    .map((network) => ({
      id: network.Id,
      driver: network.Driver,
      isSwarms: network.Scope === 'swarm',
      labels: network.Labels ?? {},
      subnets: (network.IPAM?.Config ?? []).map((pool) => pool.Subnet ?? '').filter(Boolean),
      ...(network.IPAM?.Config?.[0]?.Gateway && { gateway: network.IPAM.Config[0].Gateway }),
      ...(network.IPAM?.Config?.[0]?.IPRange && { range: network.IPAM.Config[0].IPRange }),
      options: network.Options ?? {},
      ...(network.Options?.[mtuOption] && { mtu: Number(network.Options[mtuOption]) }),
      containers: Object.values(network.Containers ?? {}).map((container) => container.Name),
    }));
}

export interface FoundContainer {
  id: string;
  running: boolean;
  labels: Record<string, string>;
  image: string;
  networks: Record<string, { address: string; mac: string; networkId: string }>;
}

/** The container of exactly this name, or undefined. */
export async function findContainer(node: Node, name: string): Promise<FoundContainer | undefined> {
  try {
    const found = await node.docker.getContainer(name).inspect();
    const networks = Object.entries(found.NetworkSettings.Networks ?? {}).map(
      ([network, end]) => [network, { address: end.IPAddress, mac: end.MacAddress, networkId: end.NetworkID }] as const,
    );
    return {
      id: found.Id,
      running: found.State.Running,
      labels: found.Config.Labels ?? {},
      image: found.Config.Image,
      networks: Object.fromEntries(networks),
    };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Waits for a removal; that the thing is gone already is as good. */
export async function ignoreGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * Removes a network with all ends that its engine lists: those whose container is long gone, or on a node that is away, keep
 * it alive too (rows 32 and 33 of the catalogue).
 */
export async function removeWithEnds(node: Node, id: string): Promise<void> {
  const network = node.docker.getNetwork(id);
  const { Containers } = (await network.inspect()) as { Containers?: Record<string, { Name: string }> };
  for (const { Name } of Object.values(Containers ?? {}))
    await ignoreGone(network.disconnect({ Container: Name, Force: true }));
  await ignoreGone(network.remove());
}

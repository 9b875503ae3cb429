import { vxlanPort } from '../../shared/lab/lab.ts';
import { askAgain } from '../gates/ask-again.ts';
import { type EngineInfo, labLabel } from './engine.ts';
import { ignoreGone } from './engine-objects.ts';
import type { Node } from './port.ts';

/** Where managers listen for those who join, and for each other. */
export const managerPort = 2377;

/** What an engine tells of the swarm that it is in. */
export interface SwarmMembership {
  state: 'inactive' | 'pending' | 'active' | 'error' | 'locked';
  nodeId: string;
  isManager: boolean;
  /** Addresses and ports of the managers that it knows. */
  managers: string[];
  /** A manager without a quorum cannot tell anything of its swarm. */
  isReadable: boolean;
  /** UDP port of its packets, and the ranges of its networks; only a manager knows. */
  dataPort?: number;
  pools?: string[];
  /** The lab whose label the swarm carries; only a manager knows. */
  lab?: string;
}

interface Told {
  LocalNodeState?: string;
  NodeID?: string;
  ControlAvailable?: boolean;
  RemoteManagers?: { Addr?: string }[] | null;
  Cluster?: {
    Spec?: { Labels?: Record<string, string> | null };
    DataPathPort?: number;
    DefaultAddrPool?: string[] | null;
  } | null;
}

/** Engines before 1.12 tell of no swarm: for them it is inactive. */
export function membershipOf({ Swarm }: Pick<EngineInfo, 'Swarm'>): SwarmMembership {
  const told = (Swarm ?? {}) as Told;
  const lab = told.Cluster?.Spec?.Labels?.[labLabel];
  return {
    state: (told.LocalNodeState || 'inactive') as SwarmMembership['state'],
    nodeId: told.NodeID ?? '',
    isManager: told.ControlAvailable ?? false,
    managers: (told.RemoteManagers ?? []).map(({ Addr = '' }) => Addr),
    isReadable: Boolean(told.Cluster?.Spec),
    // 0 where it was not told another.
    ...(told.Cluster && {
      dataPort: told.Cluster.DataPathPort || vxlanPort,
      pools: told.Cluster.DefaultAddrPool ?? [],
    }),
    ...(lab && { lab }),
  };
}

/** Whether all managers that it knows are among these addresses: so a worker knows whose swarm it is in. */
export const isManagedBy = ({ managers }: SwarmMembership, addresses: readonly string[]): boolean =>
  managers.length > 0 && managers.every((one) => addresses.some((address) => one === `${address}:${managerPort}`));

/** Until a manager has forgotten what was on the network a moment ago. */
const forgottenMs = 10_000;

/**
 * A manager may still have tasks on it whose containers have just gone, and then says no, or that it does not know the
 * network while it lists it: it is asked again.
 */
export async function removeSwarmNetwork(node: Node, id: string, signal: AbortSignal): Promise<void> {
  const again = askAgain({ ms: forgottenMs, firstMs: 300, longestMs: 300, signal });
  for (;;)
    try {
      return await ignoreGone(node.docker.getNetwork(id).remove());
    } catch (error) {
      const listed = await node.docker.listNetworks();
      if (!listed.some(({ Id }) => Id === id)) return;
      if (again.isOver()) throw error;
      await again.pause();
    }
}

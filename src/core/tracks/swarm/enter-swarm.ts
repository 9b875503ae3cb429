import type { Change } from '../../ledger/change.ts';
import { engineInfo, labLabel, startRemembered } from '../../machine/engine.ts';
import { findNetworks } from '../../machine/engine-objects.ts';
import { leaveSwarm, reconnectNoted } from '../../machine/leave-swarm.ts';
import type { Node } from '../../machine/port.ts';
import { managerPort, membershipOf, type SwarmMembership } from '../../machine/swarm.ts';
import type { LabContext } from '../common/support/lab-step.ts';
import { freePools } from './pools.ts';
import { termsOf } from './terms.ts';

/** The bridge to the world comes with the swarm, and goes with it where the node had none before. */
async function enter(
  context: LabContext,
  node: Node,
  role: 'manager' | 'worker',
  action: () => Promise<void>,
): Promise<void> {
  const gwbridge = await findNetworks(node, 'docker_gwbridge');
  const changes: Change[] = gwbridge.length === 0 ? [{ kind: 'gwbridge' }] : [];
  await context.change(node, [...changes, { kind: 'swarm', role }], async () => {
    // What taking back left that was interrupted: others' containers that stand still, or are off their bridges.
    await startRemembered(node, context.lab.name);
    await reconnectNoted(node, context.lab.name);
    await action();
    return membershipOf(await engineInfo(node)).nodeId;
  });
}

/** Makes the lab's swarm on its first node. */
export async function initSwarm(context: LabContext, node: Node): Promise<void> {
  const { address } = node;
  await enter(context, node, 'manager', async () => {
    const pools = await freePools(context, node);
    await node.docker.swarmInit({
      // Not 0.0.0.0: what the swarm's managers listen to and gossip over stays on the underlay.
      ListenAddr: `${address}:${managerPort}`,
      AdvertiseAddr: address,
      DataPathAddr: address,
      ...termsOf(context.lab, pools),
      ForceNewCluster: false,
      Spec: { Labels: { [labLabel]: context.lab.name } },
    });
  });
}

/** The token opens the swarm to whoever has it: it goes from engine to engine, and never into words of a command. */
export async function joinSwarm(
  context: LabContext,
  manager: Node,
  { node, membership }: { node: Node; membership: SwarmMembership },
): Promise<void> {
  const { JoinTokens } = (await manager.docker.swarmInspect()) as { JoinTokens?: { Worker?: string } };
  await enter(context, node, 'worker', async () => {
    // Of an earlier swarm of this lab, whose manager was reset or lost.
    if (membership.state !== 'inactive') await leaveSwarm(node, context.lab.name);
    await node.docker.swarmJoin({
      ListenAddr: `${node.address}:${managerPort}`,
      AdvertiseAddr: node.address,
      DataPathAddr: node.address,
      RemoteAddrs: [`${manager.address}:${managerPort}`],
      JoinToken: JoinTokens?.Worker ?? '',
    });
  });
}

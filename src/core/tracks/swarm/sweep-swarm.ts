import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { engineInfo, restartEngine, startRemembered } from '../../machine/engine.ts';
import { nextStartTrouble } from '../../machine/engine-next-start.ts';
import { engineState } from '../../machine/engine-state.ts';
import { removeGwbridge } from '../../machine/gwbridge.ts';
import { leaveSwarm, reconnectNoted } from '../../machine/leave-swarm.ts';
import { namespacesLeft } from '../../machine/namespaces.ts';
import type { Node } from '../../machine/port.ts';
import { isManagedBy, membershipOf } from '../../machine/swarm.ts';
import { sweepSwarmNotes } from '../../machine/swarm-notes.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { sweepGuard } from '../common/support/guard-unit.ts';
import type { LabContext } from '../common/support/lab-step.ts';
import { startFormer } from '../common/support/start-former.ts';
import { membersBefore } from './memberships.ts';

/**
 * What an engine keeps of a swarm that it has left: the swarm itself where no ledger tells of it any more,
 * docker_gwbridge, and until its next start the namespaces of the swarm's overlays and of their load balancers.
 */
export async function sweepSwarm(context: LabContext): Promise<void> {
  const { nodes, lab } = context;
  const before = await membersBefore(context);
  const wasLabs = before.some(({ membership }) => membership.lab === lab.name);
  const addresses = nodes.map(({ address }) => address);
  await allEnded(
    nodes.map(async (node) => {
      const now = membershipOf(await engineInfo(node));
      const isOurs = now.isManager ? now.lab === lab.name : wasLabs && isManagedBy(now, addresses);
      if (now.state !== 'inactive' && isOurs) {
        await leaveSwarm(node, lab.name);
        if (!context.baseline(node)) throw unproved(node);
      } else await reconnectNoted(node, lab.name);
      await sweepNode(context, node);
      await sweepGuard(context, node);
      // An attempt that was interrupted may have left them stopped, and nothing that asks for another restart.
      await startRemembered(node, lab.name);
      await startFormer(node, context);
    }),
  );
}

const unproved = ({ name }: Node): LabError =>
  new LabError('not-proved', texts.swarm.unproved({ node: name }), {
    node: name,
    remedy: texts.swarm.unprovedRemedy({ node: name }),
  });

/** A sandbox that nobody is in for this long is no container's that is just starting. */
const emptyMs = 1000;

async function sweepNode({ baseline, signal, lab }: LabContext, node: Node): Promise<void> {
  const before = baseline(node);
  // Whoever is in a swarm still needs all of this.
  if (!before || membershipOf(await engineInfo(node)).state !== 'inactive') return;
  if (!before.networks.some(({ name }) => name === 'docker_gwbridge')) await removeGwbridge(node);
  const left = async () => {
    const now = await node.run(namespacesLeft, {}, { signal });
    return now.filter((one) => !before.namespaces.some(({ name }) => name === one));
  };
  const first = await left();
  if (first.length > 0) {
    await wait(emptyMs, undefined, { signal });
    const second = await left();
    const both = first.filter((one) => second.includes(one));
    if (both.length > 0) await startAnew(node, lab.name, both, signal);
  }
  await sweepSwarmNotes(node, before, signal);
}

/** An engine that would not come back is worse than a namespace that stays. */
async function startAnew(node: Node, lab: string, left: readonly string[], signal: AbortSignal): Promise<void> {
  const trouble = nextStartTrouble(await engineState(node, signal));
  if (trouble)
    throw new LabError(
      'not-proved',
      texts.swarm.staysUntilRestart({ left, node: node.name, trouble: trouble.message }),
      {
        node: node.name,
        remedy: texts.swarm.staysRemedy({ remedy: trouble.remedy }),
        ...(trouble.diagnosis && { diagnosis: trouble.diagnosis }),
      },
    );
  await restartEngine(node, signal, lab);
}

import { isManagedBy } from '../machine/swarm.ts';
import type { EngineFacts } from './engine-facts.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/**
 * A swarm that somebody made of this lab's nodes: its managers are all nodes of the lab, and so are its members; it came
 * after the baseline, or nothing is in it. One with secrets or configs is never left: nobody could bring them back.
 */
export function judgeSwarm(
  engine: EngineFacts,
  peers: readonly (EngineFacts | undefined)[],
  signs: Signs,
): TypedThing[] {
  const { swarm } = engine;
  // The lab's own has its label, and its ledger.
  if (swarm.state === 'inactive' || swarm.lab !== undefined || signs.own.has('swarm')) return [];
  const what = `place in a swarm, as its ${swarm.isManager ? 'manager' : 'worker'}`;
  const why = whyNot(engine, peers, signs);
  const remedy = `docker swarm leave${swarm.isManager ? ' --force' : ''}`;
  if (why !== undefined) return [{ step: 'swarm', what, why, remedy }];
  return [{ step: 'swarm', what, taking: { do: 'swarm', isManager: swarm.isManager } }];
}

function whyNot(
  { swarm, networks }: EngineFacts,
  peers: readonly (EngineFacts | undefined)[],
  signs: Signs,
): string | undefined {
  const { before, addresses, lab } = signs;
  if (before?.networks.some(({ name }) => name === 'ingress')) return 'it was in a swarm before the lab';
  if (!isManagedBy(swarm, [...addresses.values()]))
    return `its managers are not all nodes of this lab (${swarm.managers.slice(0, 3).join(', ') || 'none answers'})`;
  const managers = peers.flatMap((peer) => (peer?.members && peer.swarm.lab === undefined ? [peer.members] : []));
  const [members] = managers;
  if (!members) return 'no manager of it could be asked what is in it';
  const foreign = members.addresses.find((address) => !isLabs(signs, address) && address !== '0.0.0.0');
  if (foreign !== undefined) return `${foreign} is in it too, which is no node of this lab`;
  const all = managers.flatMap(({ kept }) => kept);
  if (all.length > 0) return `it keeps secrets or configs, which would be lost: ${all.slice(0, 3).join(', ')}`;
  if (before) return undefined;
  if (members.services.length > 0)
    return `it has services, and nothing shows that they came after the lab began: ${members.services.slice(0, 3).join(', ')}`;
  const other = networks.find(
    ({ scope, name }) => scope === 'swarm' && name !== 'ingress' && name !== lab.network.name,
  );
  return other && `it has the network ${other.name}, and nothing shows that it came after the lab began`;
}

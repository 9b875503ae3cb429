import { texts, type Words } from '../../shared/texts/text.ts';
import { isManagedBy } from '../machine/swarm.ts';
import type { EngineFacts } from './engine-facts.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/**
 * A swarm that somebody made of this lab's nodes: its managers are all nodes of the lab, and so are its members; it came
 * after the baseline, or no other network is in it. One with services, secrets or configs is never left: nobody could bring
 * them back.
 */
export function judgeSwarm(
  engine: EngineFacts,
  peers: readonly (EngineFacts | undefined)[],
  signs: Signs,
): TypedThing[] {
  const { swarm } = engine;
  // The lab's own has its label, and its ledger.
  if (swarm.state === 'inactive' || swarm.lab !== undefined || signs.own.has('swarm')) return [];
  const what = swarm.isManager ? texts.typed.swarmManager : texts.typed.swarmWorker;
  const why = whyNot(engine, peers, signs);
  const remedy = `docker swarm leave${swarm.isManager ? ' --force' : ''}`;
  if (why !== undefined) return [{ step: 'swarm', what, why, remedy }];
  return [{ step: 'swarm', what, taking: { do: 'swarm', isManager: swarm.isManager, id: swarm.nodeId } }];
}

function whyNot(
  { swarm, networks }: EngineFacts,
  peers: readonly (EngineFacts | undefined)[],
  signs: Signs,
): Words | undefined {
  const { before, addresses, lab, begun } = signs;
  // Whoever could be asked what is in it was asked before, and may have left meanwhile.
  if (begun?.taken.some((one) => one.do === 'swarm' && one.id !== '' && one.id === swarm.nodeId)) return undefined;
  if (before?.networks.some(({ name }) => name === 'ingress')) return texts.typed.swarmStood;
  if (!isManagedBy(swarm, [...addresses.values()]))
    return texts.typed.managersElsewhere({
      managers: swarm.managers.slice(0, 3).join(', ') || texts.typed.noneAnswers,
    });
  const managers = peers.flatMap((peer) => (peer?.members && peer.swarm.lab === undefined ? [peer.members] : []));
  const [members] = managers;
  if (!members) return texts.typed.noManagerAsked;
  const foreign = members.addresses.find((address) => !isLabs(signs, address) && address !== '0.0.0.0');
  if (foreign !== undefined) return texts.typed.foreignInSwarm({ address: foreign });
  const all = managers.flatMap(({ kept }) => kept);
  if (all.length > 0) return texts.typed.keepsSecrets({ names: all.slice(0, 3) });
  // Their containers would go with them; a baseline may be months old.
  if (members.services.length > 0) return texts.typed.hasServices({ names: members.services.slice(0, 3) });
  if (before) return undefined;
  const other = networks.find(
    ({ scope, name }) => scope === 'swarm' && name !== 'ingress' && name !== lab.network.name,
  );
  return other && texts.typed.hasNetwork({ network: other.name });
}

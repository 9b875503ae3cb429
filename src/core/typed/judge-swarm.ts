import { texts, type Words } from '../../shared/texts/text.ts';
import { isManagedBy } from '../machine/swarm.ts';
import { labService, type NamedService } from '../machine/swarm-service.ts';
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
  const services = (engine.members?.services ?? []).filter((one) => isLessons(one, engine, signs));
  const things = services.map(({ id, name }): TypedThing => {
    return { step: 'service', what: texts.typed.service({ name }), taking: { do: 'service', id } };
  });
  // The lab's own has its label, and its ledger.
  if (swarm.state === 'inactive' || swarm.lab !== undefined || signs.own.has('swarm')) return things;
  const what = swarm.isManager ? texts.typed.swarmManager : texts.typed.swarmWorker;
  const why = whyNot(engine, peers, signs);
  const remedy = `docker swarm leave${swarm.isManager ? ' --force' : ''}`;
  if (why !== undefined) return [...things, { step: 'swarm', what, why, remedy }];
  return [...things, { step: 'swarm', what, taking: { do: 'swarm', isManager: swarm.isManager, id: swarm.nodeId } }];
}

/** A service that no lab made, as the lesson has it typed: by its name, and on the lab's network alone. */
function isLessons(
  { name, lab, endpoints, networks: on }: NamedService,
  { networks }: EngineFacts,
  signs: Signs,
): boolean {
  if (name !== labService || lab !== undefined || endpoints !== 'dnsrr') return false;
  const own = networks.filter((one) => one.name === signs.lab.network.name).map(({ id }) => id);
  return on.length > 0 && on.every((id) => own.includes(id));
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
  const managing = peers.flatMap((peer) => (peer?.members && peer.swarm.lab === undefined ? [peer] : []));
  const managers = managing.flatMap((peer) => peer.members ?? []);
  const [members] = managers;
  if (!members) return texts.typed.noManagerAsked;
  const foreign = members.addresses.find((address) => !isLabs(signs, address) && address !== '0.0.0.0');
  if (foreign !== undefined) return texts.typed.foreignInSwarm({ address: foreign });
  const all = managers.flatMap(({ kept }) => kept);
  if (all.length > 0) return texts.typed.keepsSecrets({ names: all.slice(0, 3) });
  // Their containers would go with them; a baseline may be months old.
  const services = members.services.filter((one) => !managing.some((peer) => isLessons(one, peer, signs)));
  if (services.length > 0) return texts.typed.hasServices({ names: services.slice(0, 3).map(({ name }) => name) });
  if (before) return undefined;
  const other = networks.find(
    ({ scope, name }) => scope === 'swarm' && name !== 'ingress' && name !== lab.network.name,
  );
  return other && texts.typed.hasNetwork({ network: other.name });
}

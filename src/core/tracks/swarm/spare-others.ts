import { LabError, Reason, wordsOf } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { labLabel } from '../../machine/engine.ts';
import { statusOf } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { servicesIn } from '../../machine/swarm-service.ts';
import type { LabContext } from '../common/support/lab-step.ts';
import { type Member, membersBefore } from './memberships.ts';

/**
 * With the manager all that it alone keeps goes: others' networks, services, secrets, configs, and nodes that joined. So
 * it is looked at before anything is taken back. Once for all nodes. Throws `refused` where something is there, or cannot
 * be looked at, and may not be lost.
 */
export function spareOthersInSwarm(context: LabContext): Promise<void> {
  return context.once('others-in-swarm', () => spare(context));
}

async function spare(context: LabContext): Promise<void> {
  const { lab, options, signal, stands, log } = context;
  const members = await membersBefore(context);
  const managers = members.filter(({ membership }) => membership.state !== 'inactive' && membership.isManager);
  const manager = managers.find(({ membership }) => membership.lab === lab.name);
  const mute = managers.find(({ membership }) => !membership.isReadable);
  // Nobody reads a swarm that has lost most of its managers.
  const asked = manager ?? (stands('swarm') ? mute : undefined);
  if (!asked) return;
  const { node } = asked;
  let found: Words[];
  try {
    if (!manager) throw new Reason(texts.swarm.noQuorum({ node: node.name }));
    found = await othersIn(context, node, members);
  } catch (error) {
    signal.throwIfAborted();
    if (options.includeUnowned === true) return;
    throw refused(node, texts.swarm.unreadable({ why: wordsOf(error) }), texts.swarm.unreadableRemedy);
  }
  if (found.length === 0) return;
  if (options.includeUnowned === true) {
    log(texts.swarm.lost({ things: found }));
    return;
  }
  throw refused(node, texts.swarm.othersIn({ things: found }), texts.swarm.othersInRemedy);
}

const refused = (node: Node, message: Words, remedy: Words): LabError =>
  new LabError('refused', message, { node: node.name, remedy, diagnosis: 45 });

async function othersIn({ lab }: LabContext, { docker }: Node, members: readonly Member[]): Promise<Words[]> {
  const isLabs = ({ Labels }: { Labels?: Record<string, string> | null }) => Labels?.[labLabel] === lab.name;
  const [networks, services, secrets, configs, listed] = await Promise.all([
    docker.listNetworks(),
    docker.listServices(),
    docker.listSecrets().catch(unknownToOld),
    docker.listConfigs().catch(unknownToOld),
    docker.listNodes(),
  ]);
  const ids = members.map(({ membership }) => membership.nodeId);
  const addresses = lab.nodes.map(({ address }) => address);
  const isLabsNode = ({ ID, Status }: Listed) =>
    ids.includes(ID ?? '') || addresses.includes(Status?.Addr ?? '') || Status?.State === 'down';
  return [
    ...networks
      .filter((one) => one.Scope === 'swarm' && !(one as { Ingress?: boolean }).Ingress && !isLabs(one))
      .map(({ Name }) => texts.swarm.network({ name: Name })),
    ...servicesIn(services)
      .filter((one) => one.lab !== lab.name)
      .map(({ name }) => texts.swarm.service({ name })),
    ...named(texts.swarm.secret, secrets),
    ...named(texts.swarm.config, configs),
    ...(listed as Listed[])
      .filter((one) => !isLabsNode(one))
      .map((one) => texts.swarm.node({ name: one.Description?.Hostname ?? one.ID ?? '' })),
  ];
}

/** Secrets came with 1.13, configs with 17.06. */
function unknownToOld(error: unknown): never[] {
  if (statusOf(error) === 404) return [];
  throw error;
}

interface Listed {
  ID?: string;
  Spec?: { Name?: string };
  Status?: { State?: string; Addr?: string };
  Description?: { Hostname?: string };
}

const named = (kind: (values: { name: string }) => Words, list: unknown): Words[] =>
  (list as Listed[]).map(({ Spec, ID }) => kind({ name: Spec?.Name ?? ID ?? '' }));

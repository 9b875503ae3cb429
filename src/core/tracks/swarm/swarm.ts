import { LabError } from '../../../shared/errors.ts';
import { dataPortOf } from '../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import { askAgain } from '../../gates/ask-again.ts';
import { engineInfo } from '../../machine/engine.ts';
import { findNetworks } from '../../machine/engine-objects.ts';
import { operation } from '../../machine/operation.ts';
import type { Node } from '../../machine/port.ts';
import { isManagedBy, managerPort, membershipOf, type SwarmMembership } from '../../machine/swarm.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { finding } from '../common/support/finding.ts';
import { openOn, startGuard, unlessOpen } from '../common/support/guard-unit.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { wakeEngines } from '../common/support/wake-engine.ts';
import { initSwarm, joinSwarm } from './enter-swarm.ts';
import { swarmGuarded } from './guarded.ts';
import { spareOthersInSwarm } from './spare-others.ts';
import { sweepSwarm } from './sweep-swarm.ts';
import { madeOtherwise, termsInWords } from './terms.ts';

/** Until the manager calls every node ready, and each has the networks that come with a swarm. */
const readyDeadlineMs = 60_000;

/** One swarm of all engines: the first node is its manager, as the store that the engines meet in. */
export const swarm: LabStep = {
  async check(context) {
    const [seen, open] = await Promise.all([look(context), openNodes(context)]);
    const found = judge(context, seen);
    // What is in the way is in the way of a run too.
    if (found.problems[0]?.code === 'other-swarm') throw refused(found);
    return found.status === 'satisfied' && isGuardedByLab(context, seen) ? unlessOpen(context, found, open) : found;
  },
  async apply(context) {
    const seen = await look(context);
    const now = judge(context, seen);
    if (now.problems[0]?.code === 'other-swarm') throw refused(now);
    const [first, ...others] = seen;
    if (!first) return;
    // Before anything listens. What a person made is theirs, and stays as open as it is.
    if (!isIn(first) || isGuardedByLab(context, seen))
      await allEnded((await openNodes(context)).map((node) => startGuard(context, node, swarmGuarded(context.lab))));
    if (!isIn(first)) await initSwarm(context, first.node);
    const manager = await lookAt(first.node);
    await allEnded(others.filter((one) => !isMember(manager, one)).map((one) => joinSwarm(context, manager.node, one)));
    await untilReady(context);
    await show(context, first.node);
  },
  async beforeUndo(context) {
    // Also where another node's engine is silent: the manager would go all the same.
    const awake = await wakeEngines(context, context.nodes).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    await spareOthersInSwarm(context);
    if (awake) throw awake.error;
  },
  sweep: sweepSwarm,
  commands: (lab) =>
    lab.nodes.map(({ name, address }, index) => ({
      node: name,
      command:
        index === 0
          ? `docker swarm init --advertise-addr ${address} --listen-addr ${address}:${managerPort}${termsInWords(lab)}`
          : `docker swarm join --advertise-addr ${address} --token $TOKEN ${lab.nodes[0]?.address}:${managerPort}   # TOKEN, from ${lab.nodes[0]?.name}: docker swarm join-token -q worker`,
    })),
};

interface Seen {
  node: Node;
  membership: SwarmMembership;
  /** Of a manager's own list: ids of all nodes, and of those that are ready. */
  listed: string[];
  ready: string[];
}

const look = ({ nodes }: LabContext): Promise<Seen[]> => Promise.all(nodes.map(lookAt));

async function lookAt(node: Node): Promise<Seen> {
  const membership = membershipOf(await engineInfo(node));
  const isManager = membership.state === 'active' && membership.isManager;
  const listed = isManager ? ((await node.docker.listNodes()) as ListedNode[]) : [];
  return {
    node,
    membership,
    listed: listed.map(({ ID }) => ID),
    ready: listed.filter(({ Status }) => Status?.State === 'ready').map(({ ID }) => ID),
  };
}

interface ListedNode {
  ID: string;
  Status?: { State?: string };
}

const isIn = ({ membership }: Seen): boolean => membership.state === 'active' && membership.isManager;

/** Whether the swarm is the lab's own, so that what it opens is the lab's to close. */
const isGuardedByLab = ({ lab }: LabContext, [first]: readonly Seen[]): boolean => first?.membership.lab === lab.name;

/** Nodes whose ports strangers get to. */
const openNodes = (context: LabContext): Promise<Node[]> => openOn(context, context.nodes, swarmGuarded(context.lab));

const isMember = (manager: Seen, { membership }: Seen): boolean =>
  membership.state === 'active' && manager.ready.includes(membership.nodeId);

function judge({ nodes, lab, stands }: LabContext, seen: readonly Seen[]): Finding {
  const [first, ...others] = seen;
  const addresses = nodes.map(({ address }) => address);
  const foreign = seen.find((one) => !mayBelong(one, first, { lab: lab.name, addresses, isBuilt: stands('swarm') }));
  if (foreign) {
    const { node, membership } = foreign;
    const message = texts.swarm.otherSwarm({ node: node.name, managers: managersOf(membership) });
    return finding('drifted', message, {
      problems: [{ level: 'error', code: 'other-swarm', message, diagnosis: 2, remedy: leaveWords(membership) }],
    });
  }
  const otherwise = first && isIn(first) && madeOtherwise(lab, first.membership);
  if (first && otherwise)
    return finding('drifted', otherwise, {
      problems: [{ level: 'error', code: 'other-swarm', message: otherwise, remedy: texts.swarm.madeOtherwiseRemedy }],
    });
  const missing = first && isIn(first) ? others.filter((one) => !isMember(first, one)) : [...seen];
  const facts = { manager: first?.node.name ?? '', nodes: seen.filter((one) => !missing.includes(one)).length };
  if (missing.length === 0)
    return finding('satisfied', texts.swarm.complete({ count: seen.length, manager: facts.manager }), { facts });
  const names = missing.map(({ node }) => node.name);
  const summary = first && isIn(first) ? texts.swarm.notIn({ nodes: names }) : texts.swarm.noSwarm;
  return finding('missing', summary, {
    facts,
    diff: [
      ...missing.map(({ node: { name }, membership }) => {
        if (name === facts.manager) return texts.swarm.addsManager({ node: name, port: managerPort });
        const joining = { node: name, manager: facts.manager };
        return membership.state === 'inactive' ? texts.swarm.addsMember(joining) : texts.swarm.addsMemberAgain(joining);
      }),
      texts.swarm.addsNetworks({ dataPort: dataPortOf(lab) }),
    ],
  });
}

/**
 * Whether what a node is in is the lab's, or nobody's: in no swarm; the first node as a manager, of the lab's swarm or of
 * one that a person typed; a node that this manager lists; or a worker of an earlier swarm of this lab, whose manager is
 * gone. Anything else is somebody's, and is never left.
 */
function mayBelong(
  { membership, node }: Seen,
  first: Seen | undefined,
  { lab, addresses, isBuilt }: { lab: string; addresses: readonly string[]; isBuilt: boolean },
): boolean {
  if (membership.state === 'inactive') return true;
  if (node === first?.node)
    return membership.state === 'active' && membership.isManager && (membership.lab ?? lab) === lab;
  if (first && isIn(first) && first.listed.includes(membership.nodeId)) return true;
  return isBuilt && !membership.isManager && isManagedBy(membership, addresses);
}

/** A manager does not go without force, and what it alone knows of the swarm goes with it. */
const leaveWords = ({ isManager }: SwarmMembership): Words =>
  isManager ? texts.swarm.leaveManagerRemedy : texts.swarm.leaveWorkerRemedy;

const managersOf = ({ managers }: SwarmMembership): readonly Words[] =>
  managers.length > 0 ? managers : [texts.swarm.noneAnswers];

const refused = ({ summary, problems: [first] }: Finding): LabError =>
  new LabError('refused', summary, { remedy: first?.remedy, diagnosis: first?.diagnosis });

/** The networks of a swarm reach a new member a moment after it has joined. */
async function untilReady(context: LabContext): Promise<void> {
  const { nodes, signal } = context;
  const again = askAgain({ ms: readyDeadlineMs, firstMs: 50, signal });
  for (;;) {
    const found = judge(context, await look(context));
    const bridges = await Promise.all(nodes.map((node) => findNetworks(node, 'docker_gwbridge')));
    const late = nodes.filter((_, index) => bridges[index]?.length === 0).map(({ name }) => name);
    if (found.status === 'satisfied' && late.length === 0) return;
    const why = found.status === 'satisfied' ? texts.swarm.networksLate({ nodes: late }) : found.summary;
    context.progress(why);
    if (again.isOver())
      throw new LabError('not-proved', texts.swarm.notComplete({ seconds: readyDeadlineMs / 1000, why }), {
        remedy: texts.swarm.notCompleteRemedy({ port: managerPort, dataPort: dataPortOf(context.lab) }),
        diagnosis: 16,
      });
    await again.pause();
  }
}

/** For the lesson: what the manager says of its nodes. */
async function show({ signal, output }: LabContext, node: Node): Promise<void> {
  const shown = await node.run(swarmNodesShow, {}, { signal }).catch(() => undefined);
  if (shown !== undefined) output(node.name, showNodes.join(' '), shown);
}

const showNodes = ['docker', 'node', 'ls'];
export const swarmNodesShow = operation<Record<never, never>, string>({
  name: 'swarm.show-nodes',
  program: () => ({ argv: showNodes, expect: 'any' }),
  read: ({ stdout }) => stdout,
});

import { LabError } from '../../../../shared/errors.ts';
import { isEncrypted, type Lab, parseSubnet } from '../../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import { askAgain } from '../../../gates/ask-again.ts';
import { settled } from '../../../gates/settled.ts';
import { type FoundNetwork, findNetworks, mtuOption } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import { nodeFacts } from '../support/facts.ts';
import { finding } from '../support/finding.ts';
import { freeSubnet, takenOn } from '../support/free-subnet.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { beginLook, lookedFor, lookKept } from '../support/looks.ts';
import { labels } from '../support/names.ts';
import { listNetworks } from '../support/objects.ts';
import { readLists, showLists } from '../support/show-lists.ts';
import { partsOf } from '../support/subnet-parts.ts';
import { sweepNetworks } from '../support/sweep.ts';
import { wakeEngines } from '../support/wake-engine.ts';

/** Until every engine has heard of the network from the store: a watch, so a moment; more means that it will not. */
const seenDeadlineMs = 20_000;

/** How the engines of a track share a network. */
interface Sharing {
  /** Every engine sees it at once, in their store; in a swarm a worker sees it with the first container on it. */
  seen: 'everywhere' | 'where-used';
}

/** The overlay network: created on the first node only (moby#20648), then seen under one id wherever it is seen. */
export const networkStep = (sharing: Sharing): LabStep => ({
  async check(context) {
    const [seen, subnet] = await Promise.all([
      lookKept(context, 'network', () => look(context, sharing)),
      settled(lookKept(context, 'subnet', () => chooseSubnet(context))),
    ]);
    const found = judge(context, seen);
    // What is in the way is in the way of a run too: a plan that says otherwise is none.
    if (found.status === 'drifted') throw refused(found);
    return found.status === 'missing' ? withSubnet(context, found, subnet(), sharing) : found;
  },
  lookBeforeApply: (context) => beginLook(context, 'lists', () => readLists(context)),
  async apply(context) {
    const { lab, nodes, signal } = context;
    const first = nodes[0];
    if (!first) return;
    const [found, subnet, list] = await Promise.all([
      lookedFor(context, 'network', () => look(context, sharing)),
      settled(lookedFor(context, 'subnet', () => chooseSubnet(context))),
      lookedFor(context, 'lists', () => readLists(context)),
    ]);
    const now = judge(context, found);
    if (now.status === 'drifted') throw refused(now);
    showLists(context, 'before', list);
    if (found.every(({ networks }) => networks.length === 0)) {
      const chosen = subnet();
      await context.change(first, { kind: 'network', name: lab.network.name }, async () => {
        const { id } = await first.docker.createNetwork({
          Name: lab.network.name,
          Driver: 'overlay',
          CheckDuplicate: true,
          Labels: labels(lab.name),
          IPAM: { Driver: 'default', Config: [{ Subnet: chosen }] },
          // Else only services of the swarm may join it.
          ...(sharing.seen === 'where-used' && { Attachable: true }),
          Options: optionsOf(lab),
        });
        return id;
      });
    }
    const again = askAgain({ ms: seenDeadlineMs, firstMs: 20, signal });
    let lists: Awaited<ReturnType<typeof readLists>>;
    for (;;) {
      const [seen, shown] = await Promise.all([look(context, sharing), readLists(context)]);
      lists = shown;
      if (judge(context, seen).status === 'satisfied' || again.isOver()) {
        // Seen after the change, by the very questions of the check that follows.
        beginLook(context, 'network', async () => seen);
        beginLook(context, 'subnet', async () => subnet());
        break;
      }
      context.progress(texts.tracks.waitingForNetwork);
      await again.pause();
    }
    showLists(context, 'after', lists);
  },
  beforeUndo: (context) => wakeEngines(context, context.nodes),
  sweep: sweepNetworks,
  commands: (lab) => {
    const subnet = lab.network.subnet ? `--subnet ${lab.network.subnet} ` : '';
    const options = Object.entries(optionsOf(lab))
      .map(([name, value]) => `--opt ${value ? `${name}=${value}` : name} `)
      .join('');
    const attachable = sharing.seen === 'where-used' ? '--attachable ' : '';
    const create = {
      node: lab.nodes[0]?.name ?? '',
      command: `docker network create -d overlay ${attachable}${subnet}${options}${lab.network.name}`,
    };
    return [create, ...lab.nodes.map(({ name }) => ({ node: name, command: 'docker network ls' }))];
  },
});

const encryptedOption = 'encrypted';

const optionsOf = (lab: Lab): Record<string, string> => ({
  ...(lab.network.mtu && { [mtuOption]: String(lab.network.mtu) }),
  ...(isEncrypted(lab) && { [encryptedOption]: '' }),
});

const refused = ({ summary, problems: [first] }: Finding): LabError =>
  new LabError('refused', summary, { remedy: first?.remedy, diagnosis: first?.diagnosis });

/** Without the first, which the swarm's own network takes. */
function subnetsIn(pool: string): string[] {
  const count = 2 ** (24 - (parseSubnet(pool)?.prefix ?? 24)) - 1;
  return partsOf(pool, 24, Math.min(count, 255), 1) ?? [];
}

/** The one of the lab file, or one that none of the nodes has in any way: the engine looks at its own networks alone. */
async function chooseSubnet(context: LabContext): Promise<string> {
  const { lab, nodes } = context;
  if (lab.network.subnet) return lab.network.subnet;
  const taken = await Promise.all(
    nodes.map(async (node) => {
      const [facts, networks] = await Promise.all([nodeFacts(context, node), listNetworks(node)]);
      return takenOn(facts, networks, lab.network.name);
    }),
  );
  const { swarm, track } = lab;
  const pool = track === 'swarm' ? swarm?.addressPool : undefined;
  const free = freeSubnet(taken.flat(), pool ? subnetsIn(pool) : undefined);
  if (free) return free;
  throw new LabError('refused', texts.tracks.noSubnet, {
    remedy: texts.tracks.noSubnetRemedy,
  });
}

function withSubnet(context: LabContext, found: Finding, subnet: string, { seen }: Sharing): Finding {
  const { name, mtu } = context.lab.network;
  const what = [texts.tracks.overlay, subnet, ...(mtu ? [texts.tracks.withMtu({ mtu })] : [])];
  const where =
    seen === 'everywhere' ? texts.tracks.seenOnAll({ count: context.nodes.length }) : texts.tracks.seenOnceUsed;
  const diff = texts.tracks.addsNetwork({ name, what, node: context.nodes[0]?.name ?? '', where });
  return { ...found, facts: { ...found.facts, subnet }, diff: [diff] };
}

interface Seen {
  node: Node;
  networks: FoundNetwork[];
}

async function look({ lab, nodes }: LabContext, { seen }: Sharing): Promise<Seen[]> {
  const all = await Promise.all(
    nodes.map(async (node) => ({ node, networks: await findNetworks(node, lab.network.name) })),
  );
  return seen === 'everywhere' ? all : all.filter(({ networks }, index) => index === 0 || networks.length > 0);
}

function judge({ lab, nodes }: LabContext, seen: Seen[]): Finding {
  const { name, subnet, mtu } = lab.network;
  const drifted = (message: Words, remedy: Words, diagnosis?: number): Finding =>
    finding('drifted', message, { problems: [{ level: 'error', code: 'network', message, remedy, diagnosis }] });
  const missingOn = seen.filter(({ networks }) => networks.length === 0).map(({ node }) => node.name);
  const doubled = seen.find(({ networks }) => networks.length > 1);
  if (doubled)
    return drifted(texts.tracks.networkTwice({ node: doubled.node.name, name }), texts.tracks.networkTwiceRemedy, 41);
  const all = seen.flatMap(({ networks }) => networks);
  const foreign = seen.find(({ networks: [found] }) => found && found.driver !== 'overlay');
  if (foreign)
    return drifted(
      texts.tracks.networkForeign({ node: foreign.node.name, name, driver: foreign.networks[0]?.driver ?? '' }),
      texts.tracks.networkForeignRemedy,
    );
  const ids = new Set(all.map(({ id }) => id));
  if (ids.size > 1) return drifted(texts.tracks.networkDiffers({ name }), texts.tracks.networkDiffersRemedy, 14);
  const found = all[0];
  if (subnet && found && !found.subnets.includes(subnet))
    return drifted(
      texts.tracks.otherSubnet({ name, subnets: found.subnets, wanted: subnet }),
      texts.tracks.otherSubnetRemedy,
    );
  if (mtu && found && found.mtu !== mtu)
    return drifted(
      texts.tracks.otherMtu({ name, mtu: found.mtu ?? texts.tracks.usualMtu, wanted: mtu }),
      texts.tracks.otherMtuRemedy,
      19,
    );
  if (found && isEncrypted(lab) !== encryptedOption in found.options)
    return drifted(
      isEncrypted(lab) ? texts.tracks.notEncrypted({ name }) : texts.tracks.isEncrypted({ name }),
      texts.tracks.otherMtuRemedy,
    );
  const facts = {
    id: found?.id ?? null,
    subnet: found?.subnets[0] ?? null,
    seenOn: seen.filter(({ networks }) => networks.length > 0).map(({ node }) => node.name),
  };
  if (missingOn.length === 0) {
    const where = facts.seenOn.length < nodes.length ? facts.seenOn : [texts.tracks.everyNode];
    const seenAs = { name, id: found?.id.slice(0, 12) ?? '', subnet: found?.subnets[0] ?? '', where };
    return finding('satisfied', texts.tracks.networkSeen(seenAs), { facts });
  }
  const isNowhere = all.length === 0;
  const summary = isNowhere
    ? texts.tracks.doesNotExist({ name })
    : texts.tracks.networkNotSeen({ name, nodes: missingOn });
  return finding('missing', summary, { facts });
}

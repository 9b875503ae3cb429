import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import type { Change } from '../../ledger/change.ts';
import { findContainer } from '../../machine/engine-objects.ts';
import { type Entries, entriesRead, entriesWrite, unknownMac } from '../../machine/link-entries.ts';
import { operation } from '../../machine/operation.ts';
import type { Node } from '../../machine/port.ts';
import { vxlanLink } from '../../machine/vxlan-link.ts';
import { typedPlans } from '../common/bridges/bridge-plan.ts';
import { sharedSubnet } from '../common/bridges/shared-subnet.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { workerName } from '../common/support/names.ts';
import { isTold } from './plan.ts';

/**
 * What libnetwork's gossip does for an overlay, done by hand: every link is told at which MAC the other nodes' workers are, and
 * behind which machine. Or, where it floods, only which machines there are.
 */
export const peers: LabStep = {
  async check(context) {
    const ends = await endsOf(context);
    return judge(ends && (await lookAt(context, ends)));
  },
  async apply(context) {
    const { lab } = context;
    const ends = await endsOf(context);
    if (!ends) return;
    const seen = await lookAt(context, ends);
    await showMisses(context, ends, seen);
    await allEnded(
      seen
        .filter(({ lacks }) => countOf(lacks) > 0)
        .map(({ node, lacks, has }) =>
          context.carry(node, changesFor(lacks, has), (intent, signal) =>
            node.run(entriesWrite, { ...lacks, link: vxlanLink, lab: lab.name, intent }, { signal }),
          ),
        ),
    );
    await showEntries(context);
  },
  // They go with their link, which its own step sweeps.
  sweep: async () => undefined,
  commands: (lab) =>
    lab.nodes.flatMap(({ name: node }, own) => {
      const others = lab.nodes.flatMap(({ address: dst }, index) => {
        const address = typedPlans(lab, sharedSubnet)[index]?.worker;
        return index === own || address === undefined ? [] : [{ dst, address, mac: usualMac(address) }];
      });
      const [first] = others;
      const lines = others.flatMap(({ dst, address, mac }) =>
        isTold(lab)
          ? [
              `bridge fdb add ${mac} dev ${vxlanLink} dst ${dst}`,
              `ip neigh add ${address} lladdr ${mac} dev ${vxlanLink}`,
            ]
          : [`bridge fdb append ${unknownMac} dev ${vxlanLink} dst ${dst}`],
      );
      const asking = isTold(lab) && first ? [`${monitoring} & ${pingOnce(workerName(lab, node), first.address)}`] : [];
      return [...asking, ...lines, ...showing].map((command) => ({ node, command }));
    }),
};

const monitoring = 'timeout 8 ip monitor neigh';
const pingOnce = (container: string, target: string) => `docker exec ${container} ping -c 1 -W 4 ${target}`;
const showing = [`bridge fdb show dev ${vxlanLink}`, `ip neigh show dev ${vxlanLink}`] as const;

/** As engines before 28 make it of the address, which is what a lesson's command can name; the step itself asks. */
const usualMac = (address: string): string =>
  ['02', '42', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

/** A worker on its node. */
interface WorkerEnd {
  node: Node;
  address: string;
  mac: string;
}

/** Undefined while one of them does not run. */
async function endsOf({ nodes, lab }: LabContext): Promise<WorkerEnd[] | undefined> {
  const found = await Promise.all(nodes.map((node) => findContainer(node, workerName(lab, node.name))));
  const ends = nodes.flatMap((node, index): WorkerEnd[] => {
    const end = found[index]?.running ? found[index].networks[lab.network.name] : undefined;
    return end?.address ? [{ node, address: end.address, mac: end.mac }] : [];
  });
  return ends.length === nodes.length ? ends : undefined;
}

interface Told {
  node: Node;
  has: Entries;
  lacks: Entries;
}

function wantedOn({ lab }: LabContext, node: Node, ends: readonly WorkerEnd[]): Entries {
  const others = ends.filter((one) => one.node !== node);
  return {
    forwarding: others.map(({ mac, node: { address: dst } }) => ({ mac: isTold(lab) ? mac : unknownMac, dst })),
    neighbours: isTold(lab) ? others.map(({ address, mac }) => ({ address, mac })) : [],
  };
}

const lookAt = (context: LabContext, ends: readonly WorkerEnd[]): Promise<Told[]> =>
  Promise.all(
    context.nodes.map(async (node) => {
      const has = await node.run(entriesRead, { link: vxlanLink }, { signal: context.signal });
      const wanted = wantedOn(context, node, ends);
      const lacks = {
        forwarding: wanted.forwarding.filter(
          ({ mac, dst }) => !has.forwarding.some((one) => one.mac === mac && one.dst === dst),
        ),
        neighbours: wanted.neighbours.filter(
          ({ address, mac }) => !has.neighbours.some((one) => one.address === address && one.mac === mac),
        ),
      };
      return { node, has, lacks };
    }),
  );

const countOf = ({ forwarding, neighbours }: Entries): number => forwarding.length + neighbours.length;

function judge(told: readonly Told[] | undefined): Finding {
  if (!told) return finding('missing', texts.vxlan.noWorkers, { diff: [texts.vxlan.addsPeers({ link: vxlanLink })] });
  const lacking = told.filter(({ lacks }) => countOf(lacks) > 0);
  if (lacking.length === 0) return finding('satisfied', texts.vxlan.told({ link: vxlanLink }));
  return finding('missing', texts.vxlan.toldNothing({ nodes: lacking.map(({ node }) => node.name) }), {
    diff: lacking.flatMap(({ node: { name: node }, lacks }): Words[] => [
      ...lacks.forwarding.map((one) => texts.vxlan.addsForwarding({ node, ...one })),
      ...lacks.neighbours.map((one) => texts.vxlan.addsNeighbour({ node, ...one })),
    ]),
  });
}

/** With what stood there for the same MAC or address; of entries for all that is unknown there may be several. */
function changesFor(lacks: Entries, has: Entries): Change[] {
  return [
    ...lacks.forwarding.map(({ mac, dst }): Change => {
      const before = mac === unknownMac ? undefined : has.forwarding.find((one) => one.mac === mac)?.dst;
      return { kind: 'forwarding', link: vxlanLink, mac, dst, before: before ?? null };
    }),
    ...lacks.neighbours.map(({ address, mac }): Change => {
      const before = has.neighbours.find((one) => one.address === address)?.mac;
      return { kind: 'neighbour', link: vxlanLink, address, mac, before: before ?? null };
    }),
  ];
}

/**
 * What the kernel asks for while nobody has told it: of one ping that cannot get through. It is waited for until the worker
 * has given up asking, or it would count the next packet as lost too.
 */
export const missesShow = operation<{ container: string; target: string }, string>({
  name: 'link.show-misses',
  program: ({ container, target }) => ({
    script: `
${monitoring} &
sleep 0.3
${pingOnce('"$1"', '"$2"')} >/dev/null 2>&1
kill $! 2>/dev/null
wait`,
    words: [container, target],
    timeout: 15_000,
    expect: 'any',
  }),
  read: ({ stdout }) => stdout,
});

/** On the first node, and only where nothing was entered yet. */
async function showMisses(context: LabContext, ends: readonly WorkerEnd[], [first]: readonly Told[]): Promise<void> {
  const { lab, signal, output } = context;
  const [, other] = ends;
  if (!first || !other || !isTold(lab) || first.has.neighbours.length > 0) return;
  const asked = { container: workerName(lab, first.node.name), target: other.address };
  output(first.node.name, monitoring, await first.node.run(missesShow, asked, { signal }));
}

/** Enough for the lesson. */
const mostShown = 2;

async function showEntries({ nodes, signal, output }: LabContext): Promise<void> {
  await Promise.all(
    nodes.slice(0, mostShown).map(async (node) => {
      const { printed } = await node.run(entriesRead, { link: vxlanLink }, { signal });
      for (const [at, command] of showing.entries()) output(node.name, command, printed[at] ?? '');
    }),
  );
}

import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { engineInfo } from '../../../machine/engine.ts';
import { bridgeOption, findNetworks } from '../../../machine/engine-objects.ts';
import { labBridge, linkRead } from '../../../machine/vxlan-link.ts';
import { allEnded } from '../support/all-ended.ts';
import { nodeFacts } from '../support/facts.ts';
import { freeSubnet, takenOn } from '../support/free-subnet.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { labels } from '../support/names.ts';
import { listNetworks } from '../support/objects.ts';
import { readLists, showLists } from '../support/show-lists.ts';
import { sweepNetworks } from '../support/sweep.ts';
import { wakeEngines } from '../support/wake-engine.ts';
import { type BridgePlan, type Bridges, typedPlans } from './bridge-plan.ts';
import { judgeBridges, type SeenBridge } from './judge-bridges.ts';

/** A bridge of its own on every node, under one name. No engine knows of the others': addresses are divided beforehand. */
export const bridgesStep = (bridges: Bridges): LabStep => ({
  async check(context) {
    const seen = await look(context);
    return judgeBridges(context, seen, await plansFor(context, bridges, seen));
  },
  async apply(context) {
    const { lab, nodes } = context;
    const [seen, lists] = await Promise.all([look(context), readLists(context)]);
    const plans = await plansFor(context, bridges, seen);
    judgeBridges(context, seen, plans);
    showLists(context, 'before', lists);
    const missing = seen.filter(({ networks }) => networks.length === 0).map(({ node }) => node);
    await allEnded(
      missing.map((node) =>
        context.change(node, { kind: 'network', name: lab.network.name }, async () => {
          const plan = plans[nodes.indexOf(node)];
          if (!plan) throw new Error(`no plan for ${node.name}`);
          const { id } = await node.docker.createNetwork({
            Name: lab.network.name,
            Driver: 'bridge',
            CheckDuplicate: true,
            Labels: labels(lab.name),
            IPAM: { Driver: 'default', Config: [poolOf(plan)] },
            Options: { ...plan.options },
          });
          return id;
        }),
      ),
    );
    showLists(context, 'after', await readLists(context));
  },
  beforeUndo: (context) => wakeEngines(context, context.nodes),
  sweep: sweepNetworks,
  commands: (lab) =>
    typedPlans(lab, bridges).flatMap((plan, index) => {
      const node = lab.nodes[index]?.name ?? '';
      const words = [
        ...['docker', 'network', 'create', '-d', 'bridge', '--subnet', plan.subnet],
        ...(plan.range ? ['--ip-range', plan.range] : []),
        ...['--gateway', plan.gateway],
        ...Object.entries(plan.options).flatMap(([option, value]) => ['-o', `${option}=${value}`]),
        lab.network.name,
      ];
      return [
        { node, command: words.join(' ') },
        { node, command: `docker network inspect ${lab.network.name}` },
      ];
    }),
});

const poolOf = ({ subnet, range, gateway }: BridgePlan) => ({
  Subnet: subnet,
  Gateway: gateway,
  ...(range && { IPRange: range }),
});

const look = ({ nodes, lab, signal }: LabContext): Promise<SeenBridge[]> =>
  Promise.all(
    nodes.map(async (node) => {
      const [networks, link] = await Promise.all([
        findNetworks(node, lab.network.name),
        node.run(linkRead, { name: labBridge }, { signal }),
      ]);
      return { node, networks, link };
    }),
  );

/** One a node that is here. */
async function plansFor(context: LabContext, bridges: Bridges, seen: readonly SeenBridge[]): Promise<BridgePlan[]> {
  const { lab, nodes } = context;
  const whole = await wholeFor(context, bridges, seen);
  const plans = bridges.plans(lab, whole);
  if (!plans)
    throw new LabError('refused', texts.bridges.tooSmall({ subnet: whole, count: lab.nodes.length }), {
      remedy: texts.bridges.tooSmallRemedy,
    });
  return Promise.all(
    nodes.map(async (node) => {
      const plan = plans[lab.nodes.findIndex(({ name }) => name === node.name)];
      if (!plan) throw new Error(`${node.name} is not in the lab`);
      const more = bridges.optionsOf?.((await engineInfo(node)).ServerVersion) ?? {};
      return { ...plan, options: { ...plan.options, ...more } };
    }),
  );
}

/** The addresses of all nodes: of the lab file, of a bridge that one of them has already, or some that nobody has. */
async function wholeFor(context: LabContext, bridges: Bridges, seen: readonly SeenBridge[]): Promise<string> {
  const { lab, nodes } = context;
  if (lab.network.subnet) return lab.network.subnet;
  const [standing] = seen.flatMap(({ networks: [found] }) =>
    found?.options[bridgeOption] === labBridge ? found.subnets : [],
  );
  if (standing) return bridges.whole(standing);
  const taken = await Promise.all(
    nodes.map(async (node) => {
      const [facts, networks] = await Promise.all([nodeFacts(context, node), listNetworks(node)]);
      return takenOn(facts, networks, lab.network.name);
    }),
  );
  const free = freeSubnet(taken.flat(), bridges.candidates);
  if (free) return free;
  throw new LabError('refused', texts.tracks.noSubnet, { remedy: texts.tracks.noSubnetRemedy });
}

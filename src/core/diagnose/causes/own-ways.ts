import { labProtocol } from '../../machine/lab-routes.ts';
import { unknownMac } from '../../machine/link-entries.ts';
import { labBridge, vxlanLink } from '../../machine/vxlan-link.ts';
import { isTold } from '../../tracks/vxlan/plan.ts';
import { type Cause, isExplained, type Judge, merged } from '../cause.ts';
import { type LabSight, networkOn, pairsOf, type Seen, seenNodes } from '../sight.ts';
import { routedRules } from './firewalls.ts';

/** What the tracks vxlan and routed make by hand in place of an engine: links, entries, routes, rules. */
export const ownWays: Judge = (sight, found) => {
  const { track } = sight.lab;
  if (track !== 'vxlan' && track !== 'routed') return [];
  const nodes = seenNodes(sight);
  const links = merged(nodes.flatMap((node) => lostLinks(sight, node)));
  if (track === 'routed')
    return [...links, ...merged(lostRoutes(sight, nodes)), ...(isBuilt(sight, nodes) ? routedRules(sight) : [])];
  if (isExplained([...found, ...links])) return links;
  return [...links, ...merged(pairsOf(nodes).flatMap(([from, to]) => lostEntries(sight, from, to)))];
};

const has = ({ changes }: Seen, ...kinds: string[]): boolean => changes.some(({ kind }) => kinds.includes(kind));

/** Packets are expected to come through: the app laid the ways, or workers have been tried and some are lost. */
const isLost = ({ reach = [] }: Seen, to: string): boolean => reach.some((one) => one.to === to && !one.small);

const isBuilt = (_: LabSight, nodes: readonly Seen[]): boolean =>
  nodes.some((node) => has(node, 'rule') || (node.reach ?? []).some(({ small }) => !small));

function lostLinks(sight: LabSight, node: Seen): Cause[] {
  const { name, look } = node;
  const one = (evidence: string, commands: string[]): Cause[] => [
    { row: 61, nodes: [name], evidence: [`${name}: ${evidence}`], ...(commands.length > 0 && { commands }) },
  ];
  const bridge = look.links.find((link) => link.name === labBridge);
  const network = networkOn(sight, node);
  if (network && network.options['com.docker.network.bridge.name'] === labBridge) {
    if (!bridge) return one(`ip link show ${labBridge}: does not exist`, []);
    const isDown = node.engine?.worker?.state === 'running' && !bridge.isUp;
    if (isDown) return one(`ip link show ${labBridge}: state DOWN`, [`ip link set ${labBridge} up`]);
  }
  if (sight.lab.track !== 'vxlan') return [];
  const link = look.links.find((some) => some.name === vxlanLink);
  if (!link) return has(node, 'link') ? one(`ip link show ${vxlanLink}: does not exist`, ['npx overlay-lab run']) : [];
  if (!link.isUp && has(node, 'link'))
    return one(`ip link show ${vxlanLink}: state DOWN`, [`ip link set ${vxlanLink} up`]);
  if (link.master !== labBridge && has(node, 'link'))
    return one(`ip link show ${vxlanLink}: master ${link.master ?? 'none'}`, [
      `ip link set ${vxlanLink} master ${labBridge}`,
    ]);
  return [];
}

/** What a link has to be told of the other node's worker. */
function lostEntries(sight: LabSight, from: Seen, to: Seen): Cause[] {
  if (!from.look.links.some(({ name }) => name === vxlanLink)) return [];
  const end = to.engine?.worker?.networks[sight.lab.network.name];
  if (!end?.address || !(has(from, 'forwarding', 'neighbour') || isLost(from, to.name))) return [];
  const { forwarding, neighbours } = from.look;
  const mac = isTold(sight.lab) ? end.mac : unknownMac;
  const knows = forwarding.some((line) => line.startsWith(`${mac} `) && ` ${line} `.includes(` dst ${to.address} `));
  const resolves =
    !isTold(sight.lab) || neighbours.some((line) => line.startsWith(`${end.address} `) && line.includes(end.mac));
  if (knows && resolves) return [];
  return [
    {
      ...{ row: 61, nodes: [from.name] },
      evidence: [
        ...(knows ? [] : [`${from.name}: bridge fdb show dev ${vxlanLink}: no ${mac} dst ${to.address}`]),
        ...(resolves ? [] : [`${from.name}: ip neigh show dev ${vxlanLink}: no ${end.address} lladdr ${end.mac}`]),
      ],
      commands: [
        ...(knows
          ? []
          : [`bridge fdb ${isTold(sight.lab) ? 'replace' : 'append'} ${mac} dev ${vxlanLink} dst ${to.address}`]),
        ...(resolves ? [] : [`ip neigh replace ${end.address} lladdr ${end.mac} dev ${vxlanLink} nud permanent`]),
      ],
    },
  ];
}

/** A route to the workers of each other node. */
const lostRoutes = (sight: LabSight, nodes: readonly Seen[]): Cause[] =>
  pairsOf(nodes).flatMap(([from, to]) => {
    const subnet = networkOn(sight, to)?.subnets[0];
    if (subnet === undefined || !(has(from, 'route') || isLost(from, to.name))) return [];
    const there = from.look.routes.filter((line) => line.startsWith(`${subnet} `));
    if (there.some((line) => ` ${line} `.includes(` via ${to.address} `) && !/ linkdown| dead/.test(line))) return [];
    return [
      {
        ...{ row: 63, nodes: [from.name] },
        evidence: [
          `${from.name}: ip route show ${subnet}: ${there.join(' | ') || 'nothing'}; ${to.name} has it, at ${to.address}`,
        ],
        commands: [`ip route replace ${subnet} via ${to.address} proto ${labProtocol}`],
      },
    ];
  });

import { dataPortOf, isEncrypted, type Lab } from '../../../shared/lab/lab.ts';
import { markOf, vxlanLink, vxlanVni } from '../../machine/vxlan-link.ts';
import { isEngines } from '../../tracks/common/support/network-facts.ts';
import { type Cause, isExplained, type Judge, merged } from '../cause.ts';
import { type LabSight, networkOn, pairsOf, type Seen, seenNodes, underlayOf } from '../sight.ts';
import { type Asked, blockedBetween } from './blocked.ts';

const gossipPort = 7946;
const managerPort = 2377;

/** Whether the engines of these tracks can talk with each other about their networks. */
export const gossip: Judge = (sight) => {
  const { track } = sight.lab;
  if (track !== 'etcd' && track !== 'swarm') return [];
  const nodes = seenNodes(sight);
  const blocked = pairsOf(nodes).flatMap(([from, to]) =>
    (['tcp', 'udp'] as const).flatMap((protocol) => blockedBetween(from, to, { protocol, port: gossipPort }, 16)),
  );
  const holders: Record<number, string> = { [gossipPort]: 'dockerd' };
  if (track === 'swarm') holders[managerPort] = 'dockerd';
  return merged([...blocked, ...nodes.flatMap((node) => heldPorts(node, holders))]);
};

/** Ports that another program holds than the one to which each belongs. */
export function heldPorts({ name, look }: Seen, holders: Readonly<Record<number, string>>): Cause[] {
  return look.facts.listeners.flatMap(({ protocol, address, port, process }): Cause[] => {
    const owner = holders[port];
    // Without a name it is the kernel's, or somebody's whom one may not see.
    if (!owner || process === '' || process === owner) return [];
    return [
      {
        row: port === gossipPort ? 31 : 59,
        nodes: [name],
        evidence: [`${name}: ss -lntup: ${protocol} ${address}:${port} ${process}`],
        commands: [`ss -lntup '( sport = :${port} )'`],
      },
    ];
  });
}

/** Whether tunnels get through: their port, their links, what the path carries. */
export const tunnels: Judge = (sight) => {
  if (sight.lab.track === 'routed') return [];
  const nodes = seenNodes(sight);
  const blocked = pairsOf(nodes).flatMap(([from, to]) => blockedBetween(from, to, wrappedOf(sight.lab), 17));
  return merged([
    ...blocked,
    ...nodes.flatMap((node) => [...strayLinks(sight, node), ...otherPort(sight, node), ...portTaken(sight, node)]),
  ]);
};

/** A user's program that listens where the kernel's tunnels do. */
function portTaken({ lab }: LabSight, { name, look }: Seen): Cause[] {
  const dataPort = dataPortOf(lab);
  return look.facts.listeners.flatMap(({ protocol, port, process }): Cause[] =>
    protocol === 'udp' && port === dataPort && process !== '' && process !== 'dockerd' && process !== 'ovs-vswitchd'
      ? [
          {
            row: 59,
            nodes: [name],
            evidence: [`${name}: ss -lnup: udp ${dataPort} ${process}`],
            commands: [`ss -lnup '( sport = :${dataPort} )'`],
          },
        ]
      : [],
  );
}

/** Links that the engine left behind, or that have the number of the lab's tunnel. */
function strayLinks({ lab }: LabSight, { name, look }: Seen): Cause[] {
  const tunnelsVni = look.facts.vxlanLinks.filter(({ namespace }) => isEngines(namespace)).map(({ vni }) => vni);
  const own = look.links.find((one) => one.name === vxlanLink && one.mac === markOf(lab.name)) ? vxlanLink : undefined;
  const wanted =
    lab.track === 'ovs' ? [] : lab.track === 'vxlan' ? [vxlanVni] : tunnelsVni.length > 0 ? tunnelsVni : [256];
  const stray = look.facts.vxlanLinks.filter(
    ({ namespace, name: link, vni, port }) =>
      !isEngines(namespace) &&
      link !== own &&
      !(lab.track === 'vxlan' && link === vxlanLink) &&
      (/^vx-[0-9a-f]{6}/.test(link) || (port === dataPortOf(lab) && wanted.includes(vni))),
  );
  return stray.map(({ namespace, name: link, vni, port }) => ({
    ...{ row: 21, nodes: [name] },
    evidence: [
      `${name}: ip -d link show ${link}: vxlan id ${vni} dstport ${port}${namespace ? ` in ${namespace}` : ''}`,
    ],
    commands: [namespace ? `ip netns list` : `ip link delete ${link}`],
  }));
}

function otherPort({ lab }: LabSight, { name, look }: Seen): Cause[] {
  const own = look.facts.vxlanLinks.filter(({ namespace, name: link }) =>
    lab.track === 'vxlan'
      ? link === vxlanLink && namespace === undefined
      : lab.track === 'etcd' && isEngines(namespace),
  );
  const wrong = own.filter(({ port }) => port !== dataPortOf(lab));
  return wrong.map(({ name: link, vni, port }) => ({
    ...{ row: 25, nodes: [name] },
    evidence: [`${name}: ip -d link show ${link}: vxlan id ${vni} dstport ${port}`],
  }));
}

/** Headers around each packet: VXLAN's, and with encryption ESP's. */
const headersOf = (lab: Lab): number => (lab.track === 'routed' ? 0 : isEncrypted(lab) ? 76 : 50);

/** What goes between the nodes for each packet between workers. */
const wrappedOf = (lab: Lab): Asked =>
  isEncrypted(lab) ? { protocol: 'esp', port: 0 } : { protocol: 'udp', port: dataPortOf(lab) };

/** Whether a full packet of the lab's network fits between the nodes. */
export const sizes: Judge = (sight) => {
  const { lab } = sight;
  const nodes = seenNodes(sight);
  const around = headersOf(lab);
  const wantedOn = (node: Seen) => (networkOn(sight, node)?.mtu ?? lab.network.mtu ?? 1500 - around) + around;
  const narrow = nodes.flatMap((node): Cause[] => {
    const { underlayMtu } = node.look.facts;
    if (underlayMtu === undefined || underlayMtu >= wantedOn(node)) return [];
    return [
      {
        ...{ row: 19, nodes: [node.name] },
        evidence: [
          `${node.name}: ip link show ${underlayOf(node)}: mtu ${underlayMtu}; a full packet has ${wantedOn(node)}`,
        ],
        isLatent: true,
      },
    ];
  });
  const cut =
    lab.track === 'routed'
      ? []
      : pairsOf(nodes).flatMap(([from, to]) => {
          const asked = wrappedOf(lab);
          // What drops small ones too is another cause.
          return blockedBetween(from, to, asked, 19).length > 0
            ? []
            : blockedBetween(from, to, { ...asked, length: wantedOn(from) }, 19);
        });
  return merged([...narrow, ...cut]);
};

/** What slows the links between the nodes down. */
export const queues: Judge = (sight) =>
  merged(
    seenNodes(sight).flatMap((node) =>
      node.look.queues
        .filter(({ link }) => link === underlayOf(node))
        .map(
          ({ line, link }): Cause => ({
            ...{ row: 20, nodes: [node.name], evidence: [`${node.name}: tc qdisc show dev ${link}: ${line}`] },
            commands: [`tc qdisc del dev ${link} root`],
            ...(!/netem .*loss/.test(line) && { isLatent: true as const }),
          }),
        ),
    ),
  );

/** Packets that do not come through although nothing that was looked at is in their way. */
export const lostPackets: Judge = (sight, found) => {
  if (isExplained(found)) return [];
  const tried = sight.nodes.flatMap(({ name, reach = [] }) => reach.map((one) => ({ from: name, ...one })));
  const lost = tried.filter(({ small }) => !small);
  const narrow = tried.filter(({ small, large }) => small && !large);
  const counted = sight.nodes.flatMap(({ name, counted: count }) =>
    count ? [`${name}: tcpdump: ${count.sent} wrapped packets left, ${count.came} came`] : [],
  );
  const said = (some: typeof tried) => some.slice(0, 4).map((one) => `${one.from} → ${one.to}: ${lastLine(one.said)}`);
  const nodesOf = (some: typeof tried) => [...new Set(some.flatMap(({ from, to }) => [from, to]))];
  if (lost.length > 0) {
    const told = lost.filter(({ unreachable }) => unreachable);
    const row =
      sight.lab.track === 'routed'
        ? 63
        : sight.lab.track === 'ovs'
          ? 67
          : sight.lab.track === 'vxlan' && told.length > 0
            ? 61
            : told.length > 0
              ? 16
              : 17;
    return [{ row, nodes: nodesOf(lost), evidence: [...said(lost), ...counted] }];
  }
  if (narrow.length === 0 || found.some(({ row }) => row === 19)) return [];
  return [
    {
      ...{ row: 19, nodes: nodesOf(narrow) },
      evidence: narrow
        .slice(0, 4)
        .map(({ from, to }) => `${from} → ${to}: ping: small packets answered, full ones lost`),
    },
  ];
};

const lastLine = (text: string): string =>
  text
    .split('\n')
    .findLast((line) => /unreachable|packet loss/i.test(line))
    ?.trim() ?? 'no answer';

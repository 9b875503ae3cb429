import { labBridge } from '../../machine/vxlan-link.ts';
import { type Cause, type Judge, merged } from '../cause.ts';
import type { Packet } from '../filter/match-rule.ts';
import { type LabSight, networkOn, pairsOf, type Seen, seenNodes, underlayOf } from '../sight.ts';
import { blockedBy, blockedCause, filterOf } from './blocked.ts';

/** Rules and settings by which a node passes on what is not its own. */
export const firewalls: Judge = (sight) =>
  merged(
    seenNodes(sight).flatMap((node) => {
      const chains = lostChains(node);
      return [...chains, ...forwarding(sight, node), ...(chains.length > 0 ? [] : forwardRules(sight, node))];
    }),
  );

const runs = ({ engine }: Seen): boolean => engine?.info !== undefined;

/** The engine's own chains went, e.g. with a reload of firewalld. */
function lostChains(node: Seen): Cause[] {
  const { name, look } = node;
  const filter = filterOf(node);
  const asksNone =
    /--iptables[= ]false/.test(look.state.command) ||
    /"iptables"\s*:\s*false/.test(look.state.configuration.text ?? '');
  // Where nothing at all is told, there may be no iptables.
  if (!runs(node) || asksNone || !filter.hasTables || !hasIptables(look.facts.tools)) return [];
  const lost = [
    ...(filter.hasChain('filter', 'DOCKER') ? [] : ['filter']),
    ...(filter.hasChain('nat', 'DOCKER') ? [] : ['nat']),
  ];
  if (lost.length === 0) return [];
  return [
    { row: 37, nodes: [name], evidence: lost.map((table) => `${name}: iptables -t ${table} -S DOCKER: no such chain`) },
  ];
}

const hasIptables = (tools: readonly string[]): boolean => tools.length === 0 || tools.includes('iptables');

function forwarding(_: LabSight, node: Seen): Cause[] {
  if (node.look.facts.ipForward || !runs(node)) return [];
  return [
    {
      ...{ row: 38, nodes: [node.name], evidence: [`${node.name}: sysctl net.ipv4.ip_forward: 0`] },
      commands: ['sysctl -w net.ipv4.ip_forward=1'],
    },
  ];
}

const gwbridge = 'docker_gwbridge';
const anywhere = '198.51.100.1';
const length = 120;

/** What the node's rules do with a worker's packets on their way out, and where its track needs it, to the others. */
function forwardRules(sight: LabSight, node: Seen): Cause[] {
  const { track } = sight.lab;
  if (track === 'etcd' || track === 'swarm') return outside(node);
  const subnet = networkOn(sight, node)?.subnets[0]?.split('/')[0];
  if (subnet === undefined || track === 'routed') return [];
  // Of a bridge's own frames the rules are asked too, where the kernel is told so.
  if (!node.look.bridged) return [];
  const packet: Packet = {
    protocol: 'icmp',
    source: subnet,
    destination: subnet,
    in: labBridge,
    out: labBridge,
    length,
    state: 'NEW',
  };
  return blockedBy(node, filterOf(node).way(packet, ['FORWARD'])).map((one) => ({
    ...blockedCause(38, one),
    evidence: evidenceOf(one),
  }));
}

const evidenceOf = ({ node, line, table }: { node: string; line: string; table: string }): string[] => [
  `${node}: iptables-save -t ${table}: ${line}`,
];

function outside(node: Seen): Cause[] {
  const bridge = node.look.facts.routes.length > 0 && node.look.links.some(({ name }) => name === gwbridge);
  const address = node.look.facts.addresses.find(({ link }) => link === gwbridge)?.address;
  const out = underlayOf(node);
  if (!bridge || address === undefined || out === '' || !runs(node)) return [];
  const there: Packet = {
    protocol: 'tcp',
    source: address,
    destination: anywhere,
    destinationPort: 80,
    sourcePort: 40_000,
    in: gwbridge,
    out,
    length,
    state: 'NEW',
  };
  const back: Packet = {
    ...there,
    source: anywhere,
    destination: address,
    sourcePort: 80,
    destinationPort: 40_000,
    in: out,
    out: gwbridge,
    state: 'ESTABLISHED',
  };
  return [there, back]
    .flatMap((packet) => blockedBy(node, filterOf(node).way(packet, ['FORWARD'])))
    .map((one) => blockedCause(38, one));
}

/** Of the track routed: rules between the workers of two nodes. */
export const routedRules = (sight: LabSight): Cause[] =>
  merged(
    pairsOf(seenNodes(sight)).flatMap(([from, to]) => {
      const [source, destination] = [from, to].map((node) =>
        networkOn(sight, node)?.subnets[0]?.replace(/\.0\/\d+$/, '.2'),
      );
      if (source === undefined || destination === undefined) return [];
      const packet = { protocol: 'icmp' as const, source, destination, length, state: 'NEW' as const };
      const ways: [Seen, Packet][] = [
        [from, { ...packet, in: labBridge, out: underlayOf(from) }],
        [to, { ...packet, in: underlayOf(to), out: labBridge }],
      ];
      const dropped = ways.flatMap(([node, one]) => blockedBy(node, filterOf(node).way(one, ['FORWARD'])));
      const changed = filterOf(from).firstTarget('nat', 'POSTROUTING', { ...packet, in: '', out: underlayOf(from) }, [
        'MASQUERADE',
        'SNAT',
      ]);
      return [
        ...dropped.map((one): Cause => (isEnginesOwn(one.line) ? { ...blockedCause(64, one) } : blockedCause(38, one))),
        ...(changed
          ? [
              {
                ...{ row: 65, nodes: [from.name], evidence: [`${from.name}: iptables-save -t nat: ${changed.line}`] },
                ...(/^-A [\w\s.:,/!+"-]+$/.test(changed.line) && {
                  commands: [`iptables -t nat ${changed.line.replace(/^-A/, '-D')}`],
                }),
              },
            ]
          : []),
      ];
    }),
  );

/** What the engine drops where no rule of the lab's comes before it. */
const isEnginesOwn = (line: string): boolean =>
  line === '-P FORWARD DROP' || /^-A DOCKER(-ISOLATION-STAGE-\d|-FORWARD|-CT|-BRIDGE|-INTERNAL)? /.test(line);

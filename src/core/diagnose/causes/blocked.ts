import type { Cause } from '../cause.ts';
import type { Packet } from '../filter/match-rule.ts';
import { PacketFilter, type Verdict } from '../filter/packet-way.ts';
import { type Seen, underlayOf } from '../sight.ts';

export interface Asked {
  protocol: 'tcp' | 'udp' | 'esp';
  port: number;
  /** Of the whole packet; a small one unless told. */
  length?: number;
}

const smallLength = 120;
const anyPort = 40_000;

const filters = new WeakMap<Seen, PacketFilter>();

export function filterOf(node: Seen): PacketFilter {
  const kept = filters.get(node) ?? new PacketFilter(node.look.rules ?? '');
  filters.set(node, kept);
  return kept;
}

interface Blocked {
  node: string;
  line: string;
  table: string;
}

/** Rules of either node that drop what one sends to a port of the other, or what the other answers. */
export function blockingRules(from: Seen, to: Seen, { protocol, port, length = smallLength }: Asked): Blocked[] {
  const there = { protocol, source: from.address, destination: to.address, destinationPort: port, length };
  const back = { protocol, source: to.address, destination: from.address, sourcePort: port, length: smallLength };
  const asks: [Seen, Packet, string[]][] = [
    [from, { ...there, sourcePort: anyPort, in: '', out: underlayOf(from), state: 'NEW' }, ['OUTPUT', 'POSTROUTING']],
    [to, { ...there, sourcePort: anyPort, in: underlayOf(to), out: '', state: 'NEW' }, ['PREROUTING', 'INPUT']],
    ...(protocol === 'tcp'
      ? ([
          [
            to,
            { ...back, destinationPort: anyPort, in: '', out: underlayOf(to), state: 'ESTABLISHED' },
            ['OUTPUT', 'POSTROUTING'],
          ],
          [
            from,
            { ...back, destinationPort: anyPort, in: underlayOf(from), out: '', state: 'ESTABLISHED' },
            ['PREROUTING', 'INPUT'],
          ],
        ] satisfies [Seen, Packet, string[]][])
      : []),
  ];
  return asks.flatMap(([node, packet, chains]) => blockedBy(node, filterOf(node).way(packet, chains)));
}

export function blockedBy({ name }: Seen, verdict: Verdict): Blocked[] {
  if (verdict.passes || verdict.isUnsure || verdict.by === undefined) return [];
  return [{ node: name, line: verdict.by, table: verdict.table ?? 'filter' }];
}

/** As a cause, on the nodes that have the rules; none where nothing drops it. */
export const blockedBetween = (from: Seen, to: Seen, asked: Asked, row: number): Cause[] =>
  blockingRules(from, to, asked).map((one) => blockedCause(row, one));

export function blockedCause(row: number, { node, line, table }: Blocked): Cause {
  const command = removal(line, table);
  return {
    ...{ row, nodes: [node], evidence: [`${node}: iptables-save -t ${table}: ${line}`] },
    ...(command !== undefined && { commands: [command] }),
  };
}

/**
 * What takes a rule away again that is about a port or a length alone: whoever drops everything else wants that, and opens
 * what is needed. Only words that mean nothing to a shell are put into a line to paste.
 */
function removal(line: string, table: string): string | undefined {
  if (!/^-A [\w\s.:,/!+"-]+$/.test(line) || !/--([ds]?ports?|length) /.test(line)) return undefined;
  return `iptables ${table === 'filter' ? '' : `-t ${table} `}${line.replace(/^-A/, '-D')}`;
}

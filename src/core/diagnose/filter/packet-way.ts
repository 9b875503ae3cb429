import { matches, type Packet } from './match-rule.ts';
import { parseRules, type Rule, type Table } from './parse-rules.ts';

/** What becomes of a packet, and by which rule. */
export interface Verdict {
  passes: boolean;
  /** As iptables-save has it; of a chain's policy, its own line. */
  by?: string;
  table?: string;
  /** A rule before it that is not understood may have let the packet through. */
  isUnsure: boolean;
}

const passed: Verdict = { passes: true, isUnsure: false };
const deepest = 12;

/** A node's rules, asked what they do with a packet; nothing is sent. */
export class PacketFilter {
  readonly #tables: Map<string, Table>;

  constructor(saved: string) {
    this.#tables = parseRules(saved);
  }

  hasChain(table: string, chain: string): boolean {
    return this.#tables.get(table)?.rules.has(chain) ?? false;
  }

  get hasTables(): boolean {
    return this.#tables.size > 0;
  }

  rulesOf(table: string, chain: string): readonly Rule[] {
    return this.#tables.get(table)?.rules.get(chain) ?? [];
  }

  /** Through these chains, each of the tables that have it, as the kernel asks them. */
  way(packet: Packet, chains: readonly string[]): Verdict {
    for (const chain of chains)
      for (const [name, table] of this.#ordered()) {
        if (!table.rules.has(chain)) continue;
        const verdict = chainVerdict(table, chain, packet);
        if (!verdict.passes) return { ...verdict, table: name };
      }
    return passed;
  }

  /** The rule of a table that is the first to do this with the packet. */
  firstTarget(tableName: string, chain: string, packet: Packet, targets: readonly string[]): Rule | undefined {
    const table = this.#tables.get(tableName);
    return table && findTarget(table, chain, packet, targets, 0);
  }

  *#ordered(): Generator<[string, Table]> {
    for (const name of ['raw', 'mangle', 'filter']) {
      const table = this.#tables.get(name);
      if (table) yield [name, table];
    }
  }
}

function chainVerdict(table: Table, chain: string, packet: Packet): Verdict {
  let isUnsure = false;
  const walk = (name: string, depth: number): Verdict | 'return' => {
    for (const rule of table.rules.get(name) ?? []) {
      const { match, target } = matches(rule, packet);
      if (match === 'no') continue;
      if (match === 'unknown') {
        // What is not understood is never taken for what drops.
        if (target !== 'DROP' && target !== 'REJECT') isUnsure = true;
        continue;
      }
      if (target === 'ACCEPT') return passed;
      if (target === 'DROP' || target === 'REJECT') return { passes: false, by: rule.line, isUnsure };
      if (target === 'RETURN') return 'return';
      if (target === undefined || !table.rules.has(target) || depth > deepest) continue;
      const inner = walk(target, depth + 1);
      if (inner !== 'return') return inner;
    }
    return 'return';
  };
  const verdict = walk(chain, 0);
  if (verdict !== 'return') return verdict;
  const policy = table.policies.get(chain);
  return policy === 'DROP' ? { passes: false, by: `-P ${chain} DROP`, isUnsure } : passed;
}

function findTarget(
  table: Table,
  chain: string,
  packet: Packet,
  targets: readonly string[],
  depth: number,
): Rule | undefined {
  for (const rule of table.rules.get(chain) ?? []) {
    const { match, target } = matches(rule, packet);
    if (match !== 'yes' || target === undefined) continue;
    if (targets.includes(target)) return rule;
    if (target === 'ACCEPT' || target === 'DROP' || target === 'RETURN') return undefined;
    const inner =
      depth < deepest && table.rules.has(target) ? findTarget(table, target, packet, targets, depth + 1) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

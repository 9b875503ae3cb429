import type { Inventory, InventoryRecord } from '../../shared/inventory/inventory.ts';
import { nothing, operation } from '../machine/operation.ts';
import type { Node } from '../machine/port.ts';

type Rule = Extract<InventoryRecord<'firewall'>, { rule: string }>;

/** How the engine leads packets from a chain of the kernel's to one of its own. */
const jump = /^-A (?:FORWARD|PREROUTING|OUTPUT) (?:[^"']* )?-j DOCKER(?:-[A-Z0-9-]+)?$/;

/** The jump that the engine keeps first in FORWARD, whatever else is there. */
const first = '-A FORWARD -j DOCKER-USER';

/**
 * Removes what the engine has added twice: it asks whether a jump is there before it adds it, in two steps that something
 * else can come between, and never removes a second one. Seen once after a reset on a busy machine (Docker 20.10).
 * Only jumps of the engine's own which the baseline has once, word for word, and of each only what is too much.
 */
export async function removeDoubledJumps(
  node: Node,
  { before, now, signal }: { before: Inventory; now: Inventory; signal: AbortSignal },
): Promise<void> {
  for (const family of [4, 6] as const) {
    const changes = repairOf(family, before, now);
    if (changes === '') continue;
    await node.run(rulesChange, { family, changes }, { signal });
  }
}

/** In one exchange with the kernel: all of it or nothing. What it refuses the proof tells as a difference. */
export const rulesChange = operation<{ family: 4 | 6; changes: string }>({
  name: 'rule.change',
  program: ({ family, changes }) => ({
    argv: [family === 4 ? 'iptables-restore' : 'ip6tables-restore', '--noflush'],
    stdin: changes,
    expect: 'any',
  }),
  read: nothing,
});

/** In the words of `iptables-restore`; empty where nothing is there twice. */
export function repairOf(family: 4 | 6, before: Inventory, now: Inventory): string {
  return ['filter', 'nat']
    .map((table) => {
      const rules = jumpsOf(now, family, table).filter((rule) => countOf(jumpsOf(before, family, table), rule) === 1);
      const lines = [...new Set(rules)].flatMap((rule) => withoutSurplus(rule, countOf(rules, rule)));
      return lines.length === 0 ? '' : `*${table}\n${lines.join('\n')}\nCOMMIT\n`;
    })
    .join('');
}

/** What is deleted by its words goes from the top, where the engine puts the newer one; the first jump is made first again. */
function withoutSurplus(rule: string, count: number): string[] {
  if (count < 2) return [];
  const remove = rule.replace(/^-A/, '-D');
  if (rule !== first) return Array<string>(count - 1).fill(remove);
  return [...Array<string>(count).fill(remove), rule.replace(/^-A/, '-I')];
}

const countOf = (rules: readonly string[], rule: string): number => rules.filter((one) => one === rule).length;

function jumpsOf({ firewall }: Inventory, family: 4 | 6, table: string): string[] {
  const rules = firewall.filter((one): one is Rule => 'rule' in one && one.family === family && one.table === table);
  return rules.map(({ rule }) => rule).filter((rule) => jump.test(rule));
}

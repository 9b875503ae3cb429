import type { Json } from '../../shared/json.ts';
import type { RunView } from '../../shared/run/view.ts';
import type { Table } from '../../shared/text/table.ts';
import { named } from '../../shared/texts/named.ts';
import { spoken } from '../../shared/texts/text.ts';

/** Facts whose name says that they are about what runs on a node; the others are the steps' own business. */
const telling = /^(version|engine|kernel|system|distribution|os|etcd|iperf3?|api|arch)\b/i;

interface Fact {
  name: string;
  value: string;
}

/** What runs on the nodes, as the checks saw it; nodes with the same value share a row. */
export function versionsTable(view: RunView): Table | undefined {
  const nodesOf = new Map<string, Fact & { nodes: Set<string> }>();
  for (const task of view.steps.flatMap((step) => step.tasks)) {
    for (const fact of flatten(task.finding?.facts ?? {})) {
      if (!telling.test(fact.name)) continue;
      const key = `${fact.name}\n${fact.value}`;
      const known = nodesOf.get(key) ?? { ...fact, nodes: new Set() };
      nodesOf.set(key, { ...known, nodes: known.nodes.add(task.node ?? spoken.report.onAll) });
    }
  }
  if (nodesOf.size === 0) return undefined;
  const rows = [...nodesOf.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return {
    caption: spoken.report.versions,
    head: [spoken.report.what, spoken.report.seen, spoken.report.on],
    rows: rows.map(({ name, value, nodes }) => [named(spoken.report.facts, name), value, [...nodes].join(', ')]),
  };
}

/** Scalar facts; those inside of one level of names get both, `engine version`. Deeper ones are no versions. */
function flatten(facts: Record<string, Json>): Fact[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (value === null || Array.isArray(value) || typeof value === 'boolean') return [];
    if (typeof value !== 'object') return [{ name: spaced(name), value: String(value) }];
    return Object.entries(value).flatMap(([inner, deep]) =>
      typeof deep === 'string' || typeof deep === 'number'
        ? [{ name: `${spaced(name)} ${spaced(inner)}`, value: String(deep) }]
        : [],
    );
  });
}

/** `apiVersion` as people write it. */
function spaced(name: string): string {
  return name.replace(/[_.-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, (_, end, begin) => `${end} ${begin.toLowerCase()}`);
}

import type { Proof } from '../../shared/events.ts';
import type { Table } from './table.ts';

/** After a reset: each kind of thing on each node, equal to before the lab or with its exact difference. */
export function proofTable(proofs: readonly Proof[]): Table | undefined {
  if (proofs.length === 0) return undefined;
  return {
    caption: 'Compared with the baseline taken before the first change',
    head: ['Node', 'What', 'Result'],
    rows: proofs.map(({ node, kind, equal, differences }) => [node, kind, equal ? 'equal' : differing(differences)]),
  };
}

function differing(differences: readonly string[]): string {
  return differences.length === 0 ? 'different (the node did not say in what)' : differences.join('\n');
}

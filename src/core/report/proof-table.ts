import type { Proof } from '../../shared/run/events.ts';
import type { Table } from './table.ts';
import { typedKind } from './typed-table.ts';

/** After a reset: each kind of thing, equal to before the lab, or on which node it differs in what exactly. */
export function proofTable(all: readonly Proof[]): Table | undefined {
  const proofs = all.filter(({ kind }) => kind !== typedKind);
  if (proofs.length === 0) return undefined;
  const kinds = [...new Set(proofs.map((proof) => proof.kind))];
  return {
    caption: 'Compared with the baseline taken before the first change',
    head: ['What', 'On', 'Result'],
    rows: kinds.flatMap((kind) =>
      kindRows(
        kind,
        proofs.filter((proof) => proof.kind === kind),
      ),
    ),
  };
}

function kindRows(kind: string, proofs: readonly Proof[]): string[][] {
  const noted = proofs.filter((proof) => proof.harmless?.length);
  const equal = proofs.filter((proof) => proof.equal && !noted.includes(proof)).map((proof) => proof.node);
  const differing = proofs.filter((proof) => !proof.equal);
  return [
    ...differing.map(({ node, differences }) => [kind, node, differenceText(differences)]),
    ...noted.map(({ node, harmless = [] }) => [kind, node, `harmless, belongs to no one:\n${harmless.join('\n')}`]),
    ...(equal.length > 0 ? [[kind, equal.length > 4 ? `${equal.length} nodes` : equal.join(', '), 'equal']] : []),
  ];
}

function differenceText(differences: readonly string[]): string {
  return differences.length === 0 ? 'different (the node did not report how)' : differences.join('\n');
}

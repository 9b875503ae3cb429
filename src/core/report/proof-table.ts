import type { Proof } from '../../shared/run/events.ts';
import type { Table } from '../../shared/text/table.ts';
import { named } from '../../shared/texts/named.ts';
import { spoken } from '../../shared/texts/text.ts';
import { typedKind } from './typed-table.ts';

/** After a reset: each kind of thing, equal to before the lab, or on which node it differs in what exactly. */
export function proofTable(all: readonly Proof[]): Table | undefined {
  const proofs = all.filter(({ kind }) => kind !== typedKind);
  if (proofs.length === 0) return undefined;
  const kinds = [...new Set(proofs.map((proof) => proof.kind))];
  return {
    caption: spoken.report.compared,
    head: [spoken.report.what, spoken.report.on, spoken.report.result],
    rows: kinds.flatMap((kind) =>
      kindRows(
        named(spoken.report.kinds, kind),
        proofs.filter((proof) => proof.kind === kind),
      ),
    ),
  };
}

function kindRows(what: string, proofs: readonly Proof[]): string[][] {
  const noted = proofs.filter((proof) => proof.harmless?.length);
  const equal = proofs.filter((proof) => proof.equal && !noted.includes(proof)).map((proof) => proof.node);
  const differing = proofs.filter((proof) => !proof.equal);
  const on = equal.length > 4 ? spoken.report.someNodes({ count: equal.length }) : equal.join(', ');
  return [
    ...differing.map(({ node, differences }) => [what, node, differenceText(differences)]),
    ...noted.map(({ node, harmless = [] }) => [what, node, spoken.report.harmless({ lines: harmless })]),
    ...(equal.length > 0 ? [[what, on, spoken.report.equal]] : []),
  ];
}

function differenceText(differences: readonly string[]): string {
  return differences.length === 0 ? spoken.report.differentSomehow : differences.join('\n');
}

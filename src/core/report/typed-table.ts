import type { Proof } from '../../shared/run/events.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';

/** The kind of proof that tells what became of what was typed by hand. */
export const typedKind = 'typed';

/** After a reset of what was typed: what was looked for, on which node something of it is still there, and what is left and why. */
export function typedTable(all: readonly Proof[]): Table | undefined {
  const proofs = all.filter(({ kind }) => kind === typedKind);
  if (proofs.length === 0) return undefined;
  const clean = proofs.filter(({ equal }) => equal);
  const looked = [...new Set(clean.flatMap((proof) => proof.looked ?? []))];
  const names = clean.map(({ node }) => node);
  return {
    caption: spoken.report.byHand,
    head: [spoken.report.what, spoken.report.on, spoken.report.result],
    rows: [
      ...proofs.flatMap(({ node, differences }) =>
        differences.map((one) => [one.replace(/^\+ /, ''), node, spoken.report.stillThere]),
      ),
      ...proofs.flatMap(({ node, left = [] }) => left.map((one) => rowOf(one, node))),
      ...looked.map((one) => [
        one,
        names.length > 4 ? spoken.report.someNodes({ count: names.length }) : names.join(', '),
        spoken.report.noneOfTheLabs,
      ]),
    ],
  };
}

function rowOf(left: string, node: string): string[] {
  const [what = '', ...why] = left.split('; ');
  return [what, node, why.join('; ')];
}

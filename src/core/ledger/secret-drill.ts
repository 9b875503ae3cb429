import type { Change } from './change.ts';

/** A drill that was begun as a surprise, by what one ledger or several say. */
export interface SecretDrill {
  /** ISO 8601. */
  since: string;
  isNamed: boolean;
}

export function secretDrillIn(changes: readonly Change[]): SecretDrill | undefined {
  const notes = changes.flatMap((change) => (change.kind === 'drill-note' ? [change] : []));
  const isNamed = notes.some(({ note }) => note === 'named');
  const begun = notes.find(({ note, isSurprise }) => note === 'begun' && isSurprise);
  return begun && { since: begun.at, isNamed };
}

import { expect, it } from 'vitest';
import type { Change } from './change.ts';
import { secretDrillIn } from './secret-drill.ts';

const note = (what: 'begun' | 'hint' | 'named', more: { isSurprise?: boolean } = {}): Change => ({
  ...{ kind: 'drill-note', drill: 'silence', at: '2026-01-01T10:00:00.000Z', note: what, ...more },
});

it('only one that nobody chose is secret, until its cause is named', () => {
  const begun = note('begun', { isSurprise: true });
  expect(secretDrillIn([note('begun')])).toBeUndefined();
  expect(secretDrillIn([])).toBeUndefined();
  expect(secretDrillIn([begun, note('hint')])).toEqual({ since: '2026-01-01T10:00:00.000Z', isNamed: false });
  expect(secretDrillIn([begun, note('named')])?.isNamed).toBe(true);
});

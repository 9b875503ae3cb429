import { expect, test } from 'vitest';
import { emptySnapshot, type LabSnapshot, type Stand } from '../../../shared/snapshot/snapshot.ts';
import { outlineOf } from '../../../shared/tracks/tracks.ts';
import { rowOf, shownRows } from './seat-rows.ts';

const track = outlineOf('etcd');
const upTo = (part: string, change: Partial<Stand> = {}): LabSnapshot => {
  const at = track.parts.findIndex(({ id }) => id === part);
  const steps = track.parts.slice(0, at + 1).flatMap(({ steps: own }) => own);
  const stands = steps.map((step, index): Stand => {
    const well = { step, state: 'done' as const, problems: [], at: `2026-12-01T08:0${index}:00Z` };
    return index === steps.length - 1 ? { ...well, ...change } : well;
  });
  const { steps: own = [] } = track.parts[at] ?? {};
  const run = { command: 'run' as const, state: 'ok' as const, steps: [], printed: [], measured: [] };
  const runs = [
    { ...run, run: 'one', at: '2026-12-01T08:03:00Z', changed: [...own] },
    { ...run, run: 'two', at: '2026-12-01T09:00:00Z', changed: [] },
  ];
  return { ...emptySnapshot, stands, runs };
};
const seat = (name: string, student?: string) => ({ name, place: 1, student, lab: `practice:net-${name}` });

test('a row says which part was reached, since when, and how many are done', () => {
  const row = rowOf(seat('anna', 'Anna'), track, upTo('daemons'));
  expect([row.reached, row.green, row.since, row.wrong]).toEqual(['daemons', 3, '2026-12-01T08:03:00Z', undefined]);
});

test('a row says what last went wrong, cleaned, and what its class said of it before that', () => {
  const failed = upTo('network', { state: 'failed', summary: 'no \u001b[31mstore' });
  expect(rowOf(seat('anna'), track, failed).wrong).toBe('no store');
  const error = { code: 'refused' as const, message: 'held by another', texts: {} };
  const work = { command: 'run' as const, running: false, seats: [{ seat: 'anna', state: 'failed' as const, error }] };
  expect(rowOf(seat('anna'), track, failed, work).wrong).toBe('held by another');
});

test('who joined is named as at the door, and raised hands come before what is wrong, the longest first', () => {
  const at = (name: string, hand?: string, part: Partial<Stand> = {}) =>
    rowOf(
      { ...seat(name, 'by the file'), joined: { name: `${name} here`, here: true, ...(hand && { hand }) } },
      track,
      upTo('network', part),
    );
  const rows = [
    at('anna'),
    at('ben', '2026-12-01T10:02:00Z'),
    at('cleo', undefined, { state: 'failed', summary: 'no store' }),
    at('dan', '2026-12-01T10:01:00Z'),
  ];
  expect(rows[0]?.student).toBe('anna here');
  const names = (how: object) =>
    shownRows(rows, { words: '', filter: 'all', order: 'wrong', ...how }).map(({ name }) => name);
  expect(names({})).toEqual(['dan', 'ben', 'cleo', 'anna']);
  expect(names({ filter: 'hand' })).toEqual(['dan', 'ben']);
});

test('a tick that was lost is no part that was reached', () => {
  expect(rowOf(seat('anna'), track, upTo('network', { state: 'unknown' })).reached).toBe('daemons');
});

test('rows are searched, filtered and sorted', () => {
  const rows = [
    rowOf(seat('anna', 'Anna Schmidt'), track, upTo('network')),
    rowOf(seat('ben', 'Ben'), track, upTo('etcd', { state: 'failed', summary: 'no quorum' })),
    rowOf({ name: 'cleo', place: 3 }, track),
  ];
  const names = (how: Partial<Parameters<typeof shownRows>[1]>) =>
    shownRows(rows, { words: '', filter: 'all', order: 'seat', ...how }).map(({ name }) => name);
  expect(names({ words: 'schmidt' })).toEqual(['anna']);
  expect(names({ words: 'quorum' })).toEqual(['ben']);
  expect(names({ filter: 'wrong' })).toEqual(['ben']);
  expect(names({ filter: 'unseen' })).toEqual(['cleo']);
  expect(names({ filter: 'behind', goal: 'network' })).toEqual(['ben', 'cleo']);
  expect(names({ order: 'part' })).toEqual(['cleo', 'ben', 'anna']);
  expect(names({ order: 'wrong' })).toEqual(['ben', 'anna', 'cleo']);
});

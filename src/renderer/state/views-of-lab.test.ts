import { expect, test } from 'vitest';
import { newView, type RunView } from '../../shared/run/view.ts';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import { activeOf, viewsOf } from './views-of-lab.ts';

const entry = (run: string, state: RunEntry['state']): RunEntry => ({
  ...{ run, command: 'run', at: run, state, steps: [], printed: [], changed: [], measured: [] },
});
const lists = { measurements: [], findings: [], proofs: [], errors: [] };
const result = { ok: true, command: 'run' as const, changes: 0, seconds: 1, ...lists };
const view = (run: string, more: Partial<RunView> = {}): RunView => ({
  ...newView({ lab: 'lab', run, at: run }),
  ...more,
});
const byId = (...views: RunView[]) => Object.fromEntries(views.map((one) => [one.run, one]));

test('what core names continues, also while its last events are here and the news of its end is not', () => {
  const going = view('a', { result });
  expect(activeOf('lab', [entry('a', 'running')], byId(going, view('b')))).toBe(going);
  expect(activeOf('lab', [entry('a', 'running')], {})).toBeUndefined();
});

test('a run that was just begun here continues before core has named it', () => {
  const begun = view('b');
  expect(activeOf('lab', [entry('a', 'ok')], byId(view('a'), begun))).toBe(begun);
  expect(activeOf('lab', [], byId(view('b', { result }), view('c', { interrupted: true })))).toBeUndefined();
  expect(activeOf('other', [], byId(begun))).toBeUndefined();
});

test('a kept run that is being read does not go on', () => {
  expect(activeOf('lab', [entry('a', 'ok'), entry('b', 'interrupted')], byId(view('a'), view('b')))).toBeUndefined();
});

test('a run that is over is shown when all of it is here, one that is running at once', () => {
  const runs = [entry('a', 'ok'), entry('b', 'ok'), entry('c', 'running'), entry('d', 'ok')];
  const views = viewsOf(runs, byId(view('a'), view('b', { result }), view('c')));
  expect(views.map(({ run }) => run)).toEqual(['b', 'c']);
});

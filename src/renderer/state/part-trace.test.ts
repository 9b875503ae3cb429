import { expect, test } from 'vitest';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import { tracingRuns } from './part-trace.ts';

const entry = (run: string, more: Partial<RunEntry>): RunEntry => ({
  ...{ run, command: 'run', at: run, state: 'ok', steps: [], printed: [], changed: [], measured: [] },
  ...more,
});
const built = entry('built', { printed: ['ping'], changed: ['workers'] });
const again = entry('again', { printed: ['ping'] });
const names = (runs: RunEntry[], ...steps: string[]) => {
  const { printed, changed } = tracingRuns(runs, steps);
  return [printed?.run, changed?.run];
};

test('outputs come from the newest run that printed, changes from the one that made them', () => {
  expect(names([built, again], 'workers', 'ping')).toEqual(['again', 'built']);
  expect(names([built, again], 'etcd')).toEqual([undefined, undefined]);
});

test('of a check or of taking back there is nothing to show', () => {
  const others = [
    entry('check', { command: 'check', printed: ['ping'] }),
    entry('undo', { command: 'undo', changed: ['workers'] }),
  ];
  expect(names([built, ...others], 'workers', 'ping')).toEqual(['built', 'built']);
});

test('a reset that succeeded ends what was before; one that failed does not', () => {
  const reset = (state: RunEntry['state']) => entry('reset', { command: 'reset', state });
  expect(names([built, reset('ok')], 'ping', 'workers')).toEqual([undefined, undefined]);
  expect(names([built, reset('failed')], 'ping', 'workers')).toEqual(['built', 'built']);
  expect(names([built, reset('ok'), again], 'ping', 'workers')).toEqual(['again', undefined]);
});

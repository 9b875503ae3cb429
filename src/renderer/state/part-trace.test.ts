import { describe, expect, test } from 'vitest';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { type PartTrace, tracingRuns, withTyped } from './part-trace.ts';

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

const typed = (at: string, step: string, command: string, more: Partial<TypedEntry> = {}): TypedEntry => ({
  ...{ id: at, at, ended: at, state: 'ended', node: 'node1', step, command, text: `${at} printed` },
  ...more,
});
const ping = { kind: 'ping', from: 'a', to: 'b', target: 'c', sent: 4, received: 4, lossPercent: 0 } as const;

describe('what was typed', () => {
  const byRun = {
    changes: [],
    diff: [],
    outputs: [{ step: 'ping', on: 'node1', command: 'ping', text: 'of the run' }],
  };
  const shown = (entries: TypedEntry[], since: Parameters<typeof withTyped>[3] = {}, trace: PartTrace = byRun) =>
    withTyped(trace, entries, ['ping'], since).outputs.map(({ text }) => text);

  test('stands for its step where it came after the run that printed', () => {
    const one = typed('5', 'ping', 'ping -c 4', { measurement: ping });
    expect(shown([one], { printedAt: '3' })).toEqual(['5 printed']);
    expect(shown([one], { printedAt: '7' })).toEqual(['of the run']);
    expect(shown([one], { printedAt: '3', takenBackAt: '6' })).toEqual(['of the run']);
    expect(shown([typed('5', 'etcd', 'etcd')], { printedAt: '3' })).toEqual(['of the run']);
  });

  test('only the newest of each command, none that is running, and no server where a client measured', () => {
    const none = { ...byRun, outputs: [] };
    const all = [
      typed('1', 'ping', 'a', { measurement: ping }),
      typed('2', 'ping', 'a', { measurement: ping }),
      typed('3', 'ping', 'server'),
      typed('4', 'ping', 'b', { state: 'running' }),
    ];
    expect(shown(all, {}, none)).toEqual(['2 printed']);
    expect(shown(all.slice(2), {}, none)).toEqual(['3 printed']);
  });
});

import { describe, expect, test } from 'vitest';
import type { EventBody, RunCommand, TaskState } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import type { RunView } from '../../shared/run/view.ts';
import { partState } from '../../shared/snapshot/part-state.ts';
import { emptySnapshot, type LabSnapshot, runningIn } from '../../shared/snapshot/snapshot.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import { exampleBodies, recorded } from '../report/fixtures/example-run.ts';
import { withRun } from './with-run.ts';

const track = outlineOf('etcd');
const ok = (command: RunCommand, good = true): EventBody => {
  const lists = { measurements: [], findings: [], proofs: [], errors: [] };
  return { type: 'result', ok: good, command, changes: 0, seconds: 1, ...lists };
};
const states = (tasks: Record<string, TaskState>): EventBody[] =>
  Object.entries(tasks).map(([step, state]) => ({ type: 'task', step, node: 'node1', state }));

let count = 0;
function view(command: RunCommand, ...bodies: EventBody[]): RunView {
  const steps = new Set(bodies.flatMap((body) => ('step' in body ? [body.step] : [])));
  const tasks = [...steps].map((step) => ({ step, node: 'node1', title: step }));
  const told = viewOf(recorded([{ type: 'run', command, nodes: ['node1'], tasks }, ...bodies], false));
  if (!told) throw new Error('no events');
  count += 1;
  return { ...told, run: `run-${count}`, startedAt: new Date(count * 1000).toISOString() };
}
const finished = (command: RunCommand, tasks: Record<string, TaskState>) =>
  view(command, ...states(tasks), ok(command));
const lastOf = (...runs: RunView[]): LabSnapshot =>
  runs.reduce((before, run) => withRun(track, before, run), emptySnapshot);
const standing = (snapshot: LabSnapshot, step: string) => snapshot.stands.find((stand) => stand.step === step);
const built = finished('run', { daemon: 'done', ping: 'done' });
const stateAfter = (step: string, ...runs: RunView[]) => standing(lastOf(built, ...runs), step)?.state;

describe('what a check did not look at is not told to be well', () => {
  const afterCheck = (ping: TaskState) => stateAfter('ping', finished('check', { daemon: 'failed', ping }));

  // A measurement of an earlier run; what needs something that is missing; what a cancelled check did not reach.
  test.each<TaskState>(['planned', 'blocked', 'cancelled'])('%s: it was not checked', (state) => {
    expect(afterCheck(state)).toBe('unchecked');
  });

  test.each<TaskState>(['done', 'failed'])('%s: it is what the check found', (state) => {
    expect(afterCheck(state)).toBe(state);
  });

  test('nor by the next check, until a run measures again', () => {
    const check = finished('check', { ping: 'planned' });
    expect(stateAfter('ping', check, check)).toBe('unchecked');
    expect(stateAfter('ping', check, built)).toBe('done');
  });

  test('it was last seen by the run that did it, not by that check', () => {
    const run = standing(lastOf(built, finished('check', { ping: 'planned' })), 'ping')?.run;
    expect(run).toBe(built.run);
  });

  test('what never was done stays to do', () => {
    expect(standing(lastOf(finished('check', { ping: 'planned' })), 'ping')?.state).toBe('open');
  });

  test('its part says so too', () => {
    const part = { steps: ['ping'] };
    expect(partState(lastOf(built, finished('check', { ping: 'planned' })).stands, part).state).toBe('unchecked');
    expect(partState(lastOf(built).stands, part).state).toBe('done');
  });

  test('what is taken back is to do again, looked at or not', () => {
    const undone = finished('undo', { daemon: 'done' });
    expect(stateAfter('ping', finished('check', { ping: 'planned' }), undone)).toBe('open');
    expect(stateAfter('daemon', undone)).toBe('open');
  });
});

describe('while a run is in progress', () => {
  test('its steps work one after the other, and those it has not come to stand as before', () => {
    const going = view('run', ...states({ daemon: 'applying', ping: 'waiting', etcd: 'waiting' }));
    const snapshot = lastOf(built, going);
    expect(['daemon', 'ping', 'etcd'].map((step) => standing(snapshot, step)?.state)).toEqual([
      'working',
      'done',
      'open',
    ]);
    expect(standing(snapshot, 'ping')?.run).toBe(built.run);
    expect(runningIn(snapshot)).toMatchObject({ run: going.run, command: 'run', state: 'running' });
  });

  test('what is being done is told, free of what could steer a terminal', () => {
    const progress: EventBody = { type: 'progress', step: 'daemon', node: 'node1', message: '\x1b[2Jpulling' };
    const going = view('run', ...states({ daemon: 'applying' }), progress);
    expect(standing(lastOf(going), 'daemon')).toMatchObject({ state: 'working', message: 'pulling' });
  });

  test('a check does not hide what stood', () => {
    expect(stateAfter('ping', view('check', ...states({ ping: 'checking' })))).toBe('done');
  });

  test('taking back is work until it is done, and leaves alone what it has not come to', () => {
    const going = view('reset', ...states({ ping: 'undoing', daemon: 'waiting' }));
    expect([stateAfter('ping', going), stateAfter('daemon', going)]).toEqual(['working', 'done']);
  });

  test('one that was cut off has no end, and what it was at is to do', () => {
    const snapshot = lastOf(built, { ...view('run', ...states({ daemon: 'applying' })), interrupted: true });
    expect(standing(snapshot, 'daemon')?.state).toBe('open');
    expect(snapshot.runs.at(-1)?.state).toBe('interrupted');
    expect(runningIn(snapshot)).toBeUndefined();
  });
});

describe('what stands on the nodes', () => {
  const change = (of: string, undone = false): EventBody => ({
    ...{ type: 'change', step: 'daemon', node: 'node1', change: of },
    ...{ fate: of.startsWith('file') ? 'restore' : 'remove', undone },
  });

  test('is what was made and not taken back, oldest first, once each', () => {
    const snapshot = lastOf(
      view('run', change('file a'), change('unit b'), change('unit c'), ok('run')),
      view('undo', change('unit b', true), ok('undo')),
      view('run', change('file a'), ok('run')),
    );
    expect(snapshot.toTakeBack.map((one) => one.change)).toEqual(['unit c', 'file a']);
    expect(snapshot.toTakeBack[1]).toEqual({ step: 'daemon', node: 'node1', change: 'file a', fate: 'restore' });
  });

  test('and when something was last taken back', () => {
    const undo = finished('undo', { ping: 'done' });
    expect(lastOf(built).takenBackAt).toBeUndefined();
    expect(lastOf(built, undo, built).takenBackAt).toBe(undo.startedAt);
  });
});

describe('the list of runs', () => {
  test('names what there is to see of each', () => {
    const whole = viewOf(recorded(exampleBodies()));
    if (!whole) throw new Error('no events');
    const [entry] = lastOf(whole).runs;
    expect(entry).toMatchObject({ run: 'run-1', command: 'run', state: 'ok', measured: ['ping', 'bandwidth'] });
    expect(entry?.steps).toEqual(track.steps.map(({ id }) => id));
    expect(entry?.printed).toEqual(expect.arrayContaining(['network', 'ping']));
    expect(entry?.changed).toEqual(expect.arrayContaining(['daemon', 'etcd']));
  });

  test('holds the newest twenty, each once', () => {
    const runs = Array.from({ length: 25 }, () => finished('run', { ping: 'done' }));
    const snapshot = lastOf(...runs, ...runs.slice(-1));
    expect(snapshot.runs.map(({ run }) => run)).toEqual(runs.slice(-20).map(({ run }) => run));
  });
});

test('a whole recorded run leaves every part done, and the same snapshot however it was told', () => {
  const events = recorded(exampleBodies());
  const whole = viewOf(events);
  if (!whole) throw new Error('no events');
  const snapshot = lastOf(whole);
  const parts = track.parts.filter(({ steps }) => steps.length > 0);
  expect(parts.map((part) => partState(snapshot.stands, part).state)).toEqual(parts.map(() => 'done'));
  const half = viewOf(events.slice(0, 40));
  if (!half) throw new Error('no events');
  expect(withRun(track, lastOf(half), whole)).toEqual(snapshot);
  expect(snapshot.stands.find(({ step, node }) => step === 'preflight' && node === 'node2')?.problems).toHaveLength(1);
});

test('what a node says is bounded', () => {
  const long = 'x'.repeat(1_000_000);
  const problem = { level: 'error' as const, code: 'a', message: long, remedy: long };
  const finding = {
    status: 'missing' as const,
    summary: long,
    facts: { long },
    diff: [long],
    problems: Array(99).fill(problem),
  };
  const error = { code: 'command-failed' as const, message: long };
  const snapshot = lastOf(
    view(
      'run',
      { type: 'finding', step: 'ping', node: 'node1', finding },
      { type: 'task', step: 'ping', node: 'node1', state: 'failed', error },
      ok('run', false),
    ),
  );
  expect(JSON.stringify(snapshot).length).toBeLessThan(200_000);
  expect(standing(snapshot, 'ping')).toMatchObject({ state: 'failed', error: { code: 'command-failed' } });
});

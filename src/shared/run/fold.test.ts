import { describe, expect, it } from 'vitest';
import { exampleBodies, recorded } from '../../core/report/fixtures/example-run.ts';
import type { EventBody, LabEvent } from './events.ts';
import { foldEvents, viewOf } from './fold.ts';
import { type Kept, shownRun, wholeRun } from './kept.ts';
import { newView, type RunView, tasksOf } from './view.ts';

const start = { lab: 'class-a', run: 'run-1', at: '2025-03-04T10:00:00.100Z' };
const told = (...bodies: EventBody[]): LabEvent[] => recorded(bodies, false);
const folded = (bodies: EventBody[], kept?: Kept): RunView => foldEvents(newView(start), told(...bodies), kept);
const ping = { step: 'ping', node: 'node1' };

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

describe('a whole recorded run', () => {
  const events = recorded(exampleBodies());

  it('gives each step with its tasks, and what was printed, changed and measured', () => {
    const view = viewOf(events);
    expect(view).toMatchObject({ ...{ lab: 'class-a', run: 'run-1', command: 'run' }, lastSeq: events.length });
    expect(view?.nodes).toEqual([
      { name: 'node1', state: 'ready' },
      { name: 'node2', state: 'ready' },
    ]);
    expect(view?.steps.find(({ id }) => id === 'daemon')).toMatchObject({
      title: 'Docker daemons with the cluster store',
      tasks: [
        { node: 'node1', state: 'done', applied: true, finding: { status: 'satisfied' } },
        { node: 'node2', state: 'done', applied: true },
      ],
    });
    expect(view?.outputs).toHaveLength(10);
    expect(view?.changes).toHaveLength(8);
    expect(view?.result?.ok).toBe(true);
    expect(view?.measurements).toEqual(view?.result?.measurements);
  });

  it('is the same in one go, event by event, and in batches that overlap', () => {
    const whole = foldEvents(newView(start), events, shownRun);
    let single = newView(start);
    for (const event of events) single = foldEvents(single, [event], shownRun);
    let batched = newView(start);
    for (let at = 0; at < events.length; at += 7)
      batched = foldEvents(batched, events.slice(Math.max(0, at - 5), at + 7), shownRun);
    expect(single).toEqual(whole);
    expect(batched).toEqual(whole);
  });

  it('alters no view that was given, and shares what did not change', () => {
    const half = Math.floor(events.length / 2);
    const before = frozen(foldEvents(newView(start), events.slice(0, half), shownRun));
    const after = foldEvents(before, events.slice(half), shownRun);
    expect(before.lastSeq).toBe(half);
    expect(after.steps).not.toBe(before.steps);
    expect(after.steps[0]).toBe(before.steps[0]);
    expect(foldEvents(before, events.slice(0, half), shownRun)).toBe(before);
  });

  it('is undefined without events', () => expect(viewOf([])).toBeUndefined());
});

describe('an event', () => {
  it('of a type that this version does not know is passed over', () => {
    const later = { ...start, seq: 2, type: 'hologram', step: 'ping' } as unknown as LabEvent;
    const [first] = told({ type: 'run', command: 'check', nodes: [], tasks: [] });
    if (!first) throw new Error('no event');
    const view = foldEvents(newView(start), [first, later], shownRun);
    expect(view).toEqual({ ...foldEvents(newView(start), [first], shownRun), lastSeq: 2 });
  });

  it('of a task that was never announced is shown all the same', () => {
    const view = folded([{ type: 'task', ...ping, state: 'failed' }]);
    expect(view.steps).toMatchObject([{ id: 'ping', title: 'ping', tasks: [{ node: 'node1', state: 'failed' }] }]);
  });

  it('keeps what the check said before apply apart from what it says now', () => {
    const finding = (summary: string) => ({ status: 'missing' as const, summary, facts: {}, diff: [], problems: [] });
    const [task] = tasksOf(
      folded([
        { type: 'task', ...ping, state: 'checking' },
        { type: 'finding', ...ping, finding: finding('before') },
        { type: 'task', ...ping, state: 'applying' },
        { type: 'task', ...ping, state: 'verifying' },
        { type: 'finding', ...ping, finding: finding('after') },
        { type: 'task', ...ping, state: 'done' },
      ]),
    );
    expect(task).toMatchObject({ before: { summary: 'before' }, finding: { summary: 'after' }, applied: true });
    expect([task?.startedAt, task?.endedAt]).toEqual(['2025-03-04T10:00:00.100Z', '2025-03-04T10:00:00.600Z']);
  });

  it('that begins something else ends what was being done', () => {
    const progress: EventBody = { type: 'progress', ...ping, message: 'half\x1b[31m way', fraction: 0.5 };
    expect(tasksOf(folded([progress]))).toMatchObject([{ message: 'half way', fraction: 0.5 }]);
    const [task] = tasksOf(folded([progress, { type: 'task', ...ping, state: 'verifying' }]));
    expect([task?.message, task?.fraction]).toEqual([undefined, undefined]);
  });

  it('with an error puts it to its task and to the run, until the result has the last word', () => {
    const error = { code: 'time-out' as const, message: 'too late' };
    const view = folded([{ type: 'task', ...ping, state: 'failed', error }]);
    expect([tasksOf(view)[0]?.error, view.errors]).toEqual([error, [error]]);
    const lists = { measurements: [], findings: [], proofs: [], errors: [] };
    const ended = folded([
      { type: 'task', ...ping, state: 'failed', error },
      { type: 'result', ok: false, command: 'undo', changes: 0, seconds: 1, ...lists },
    ]);
    expect([ended.errors, ended.command]).toEqual([[], 'undo']);
  });
});

describe('what a flood of text leaves', () => {
  const output = (text: string): EventBody => ({ type: 'output', ...ping, on: 'node1', command: 'cat', text });
  const kept: Kept = { ...shownRun, output: { chars: 30, lines: 10 }, outputs: 50, log: 8 };

  it('is all of it in a report', () => {
    const text = 'x\n'.repeat(5_000);
    const view = folded([output(text), { type: 'log', ...ping, text: 'one' }], wholeRun);
    expect(view.outputs).toEqual([{ ...ping, on: 'node1', command: 'cat', text }]);
    expect(view.log).toEqual([]);
  });

  it('is begin and end of an output, and how much is between, in a window', () => {
    const [one] = folded([output(`begin\n${'x'.repeat(1_000)}\nend`)], kept).outputs;
    expect(one?.text).toMatch(/^begin\n+…\n/);
    expect(one?.text).toMatch(/end$/);
    expect(one?.leftOut).toBeGreaterThan(900);
    expect(one?.text.length).toBeLessThan(40);
  });

  it('is little of further outputs once there are many', () => {
    const few: Kept = { ...kept, fewOutput: { chars: 6, lines: 3 } };
    const sizes = folded(Array(5).fill(output('y'.repeat(29))), few).outputs.map(({ text }) => text.length);
    expect(sizes).toEqual([29, 29, 9, 9, 9]);
  });

  it('is the newest lines of the log, each cut and free of what could steer a terminal', () => {
    const lines = Array.from({ length: 100 }, (_, at): EventBody => ({ type: 'log', ...ping, text: `\x1b[2J${at}` }));
    const { log } = folded(lines, kept);
    expect(log.length).toBeGreaterThanOrEqual(8);
    expect(log.length).toBeLessThanOrEqual(10);
    expect(log.at(-1)).toMatchObject({ seq: 100, node: 'node1', step: 'ping', kind: 'text', text: '99' });
    const [long] = folded([{ type: 'log', ...ping, text: 'z'.repeat(100_000) }], shownRun).log;
    expect(long?.text.length).toBeLessThan(4_100);
  });

  it('comes in batches that each take no longer for what came before', () => {
    let view = newView(start);
    const batches = Array.from({ length: 40 }, (_, batch) =>
      Array.from({ length: 500 }, (__, at): LabEvent => {
        const seq = batch * 500 + at + 1;
        return { ...start, seq, type: 'log', ...ping, text: `line ${seq}` };
      }),
    );
    for (const batch of batches) {
      view = foldEvents(view, batch, shownRun);
      expect(view.log.length).toBeLessThanOrEqual(2_500);
    }
    expect(view.log.at(-1)?.text).toBe('line 20000');
  });

  it('says for each kind of event what happened', () => {
    const finding = { status: 'satisfied' as const, summary: 'as it should be', facts: {}, diff: [], problems: [] };
    const { log } = folded(
      [
        { type: 'node', node: 'node1', state: 'ready' },
        { type: 'task', ...ping, state: 'waiting' },
        { type: 'task', ...ping, state: 'failed', error: { code: 'time-out', message: 'too late' } },
        { type: 'finding', ...ping, finding },
        { type: 'change', ...ping, change: 'file a', fate: 'remove', undone: true },
        { type: 'output', step: 'ping', on: 'node2', command: 'ls', text: 'a' },
      ],
      shownRun,
    );
    expect(log.map(({ node, kind, text }) => `${node} ${kind} ${text}`)).toEqual([
      'node1 state ready',
      'node1 error too late',
      'node1 text as it should be',
      'node1 change − file a',
      'node2 text $ ls',
    ]);
  });
});

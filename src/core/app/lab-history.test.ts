import { expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import type { EventBody, LabEvent, RunCommand } from '../../shared/run/events.ts';
import { swarmOutline } from '../../shared/tracks/swarm.ts';
import type { KeptRuns } from '../runs/kept-runs.ts';
import { LabHistories } from './lab-histories.ts';
import { LabHistory, type SessionRun } from './lab-history.ts';

const minute = (at: number) => new Date(Date.UTC(2026, 0, 1, 12, at)).toISOString();

function events(run: string, at: number, ...bodies: EventBody[]): LabEvent[] {
  return bodies.map((body, index) => ({ ...body, lab: 'lab', run, seq: index + 1, at: minute(at) }));
}

const announced = (command: RunCommand): EventBody => ({
  type: 'run',
  command,
  nodes: ['node1'],
  tasks: [{ step: 'image', title: 'Image', node: 'node1' }],
});
const done: EventBody = { type: 'task', step: 'image', node: 'node1', state: 'done' };
const change = (undone: boolean): EventBody => ({
  type: 'change',
  ...{ step: 'image', node: 'node1', change: 'image worker', fate: 'remove', undone },
});
const result = (command: RunCommand): EventBody => ({
  type: 'result',
  ...{ ok: true, command, changes: 1, seconds: 1, measurements: [], findings: [], proofs: [], errors: [] },
});
const built = (run: string, at: number) => events(run, at, announced('run'), change(false), done, result('run'));
const reset = (run: string, at: number) => events(run, at, announced('reset'), change(true), done, result('reset'));

async function* each(...runs: LabEvent[][]) {
  yield* runs;
}

function own(id: string, command: RunCommand, all: LabEvent[]): SessionRun {
  return { id, command, events: all, running: false };
}

test('a run of another program that was before one of ours, and is read after it, is counted before it', async () => {
  const history = new LabHistory(swarmOutline);
  history.begin(own('reset', 'reset', reset('reset', 10)));
  history.told();
  await history.read(each(built('theirs', 5)));
  const { stands, toTakeBack, runs } = history.snapshot;
  expect(runs.map(({ run }) => run)).toEqual(['theirs', 'reset']);
  expect(toTakeBack).toEqual([]);
  expect(stands).toMatchObject([{ step: 'image', state: 'open' }]);
});

test('what is read again, whole at last, takes the place that it had', async () => {
  const history = new LabHistory(swarmOutline);
  await history.read(each(built('theirs', 5).slice(0, 2)));
  history.begin(own('reset', 'reset', reset('reset', 10)));
  history.told();
  await history.read(each(built('theirs', 5)));
  expect(history.snapshot).toMatchObject({ toTakeBack: [], runs: [{ run: 'theirs', state: 'ok' }, { run: 'reset' }] });
});

test('runs beyond those that can be put in order are counted all the same', async () => {
  const history = new LabHistory(swarmOutline);
  await history.read(each(built('first', 1)));
  for (let at = 0; at < 100; at += 1) {
    history.begin(own(`check${at}`, 'check', events(`check${at}`, 2 + at, announced('check'), result('check'))));
    history.told();
  }
  expect(history.snapshot.toTakeBack).toHaveLength(1);
  expect(history.snapshot.runs).toHaveLength(20);
});

test('a run is what was asked for also before its events say so', () => {
  const history = new LabHistory(swarmOutline);
  const connecting = events('reset', 1, { type: 'node', node: 'node1', state: 'connecting' });
  history.begin({ ...own('reset', 'reset', connecting), running: true });
  expect(history.snapshot.runs).toMatchObject([{ command: 'reset', state: 'running' }]);
});

test('what was killed before it began is no run', async () => {
  const history = new LabHistory(swarmOutline);
  await history.read(each(events('killed', 1, { type: 'node', node: 'node1', state: 'connecting' })));
  expect(history.snapshot.runs).toEqual([]);
});

test('a folder that cannot be read now is read when it can be', async () => {
  let isWell = false;
  const kept = {
    files: () => {
      if (!isWell) throw new Error('EIO');
      return [{ file: 'theirs.jsonl', run: 'theirs', stamp: '1' }];
    },
    read: async () => built('theirs', 1),
  } as unknown as KeptRuns;
  const histories = new LabHistories(kept);
  const lab: Lab = { name: 'lab', track: 'swarm', network: { name: 'myapp' }, nodes: [] };
  const first = async () => (await histories.news('id', lab, {}).next()).value;
  expect(await first()).toMatchObject({ whole: { runs: [] } });
  isWell = true;
  expect(await first()).toMatchObject({ whole: { runs: [{ run: 'theirs' }] } });
});

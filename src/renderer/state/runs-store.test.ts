import { ORPCError } from '@orpc/client';
import { beforeEach, expect, test, vi } from 'vitest';
import type { LabEvent } from '../../shared/run/events.ts';
import { followRun, forgetRun, useRuns } from './runs-store.ts';

const core = vi.hoisted(() => ({ asked: [] as number[], answer: (_from: number): AsyncIterable<unknown> => none() }));
async function* none(): AsyncGenerator<never> {}
vi.mock('./connection.ts', () => ({
  connected: async () => ({
    closed: Promise.resolve(),
    client: {
      runs: {
        events: async ({ from }: { from: number }) => {
          core.asked.push(from);
          return core.answer(from);
        },
      },
    },
  }),
}));

const start = { lab: 'lab', run: 'run', at: '2026-01-01T00:00:00Z' };
const line = (seq: number): LabEvent => ({ ...start, seq, type: 'log', step: 'ping', text: `line ${seq}` });
const lists = { measurements: [], findings: [], proofs: [], errors: [] };
const end = (seq: number): LabEvent => ({
  ...start,
  ...{ seq, type: 'result', ok: true, command: 'run', changes: 0, seconds: 1, ...lists },
});
const view = () => useRuns.getState().byId[start.run];

beforeEach(() => {
  useRuns.setState({ byId: {} });
  core.asked.length = 0;
});

test('a run is followed across a lost connection, from where it was, and asked for once', async () => {
  core.answer = async function* (from) {
    if (from > 1) yield [line(2), line(3), end(4)];
    else {
      yield [line(1), line(2)];
      throw new Error('lost');
    }
  };
  followRun(start);
  followRun(start);
  await vi.waitFor(() => expect(view()?.result?.ok).toBe(true));
  expect(core.asked).toEqual([1, 3]);
  expect(view()?.log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  followRun(start);
  expect(core.asked).toEqual([1, 3]);
});

test('one that core does not know any more was interrupted; where core cannot be asked it may still be running', async () => {
  core.answer = () => {
    throw new ORPCError('NOT_FOUND', { data: { code: 'not-found', message: 'This run is no longer saved.' } });
  };
  followRun(start);
  await vi.waitFor(() => expect(view()?.interrupted).toBe(true), { timeout: 5_000 });
  core.answer = () => {
    throw new Error('lost');
  };
  followRun({ ...start, run: 'unasked' });
  await vi.waitFor(() => expect(core.asked).toHaveLength(6), { timeout: 5_000 });
  expect(useRuns.getState().byId.unasked?.interrupted).toBeUndefined();
});

test('one that has no end was interrupted', async () => {
  core.answer = async function* () {
    yield [line(1)];
  };
  followRun(start);
  await vi.waitFor(() => expect(view()?.interrupted).toBe(true));
});

test('what is over can be forgotten, what is running can not', async () => {
  core.answer = async function* () {
    yield [line(1)];
    await new Promise(() => {});
  };
  followRun({ ...start, run: 'going' });
  await vi.waitFor(() => expect(useRuns.getState().byId.going?.lastSeq).toBe(1));
  forgetRun('going');
  expect(useRuns.getState().byId.going).toBeDefined();
  const going = useRuns.getState().byId.going;
  if (going) useRuns.setState({ byId: { going: { ...going, interrupted: true } } });
  forgetRun('going');
  expect(useRuns.getState().byId.going).toBeUndefined();
});

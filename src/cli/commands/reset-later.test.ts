import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StartRun } from '../../core/runs/run-request.ts';
import type { LabEvent, RunResult } from '../../shared/run/events.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

/** Resets of which each reaches these nodes of node1 and node2. */
function resets(reached: readonly string[][]) {
  const left = [...reached];
  const startRun: StartRun = (_lab, { command }) => {
    const there = left.shift() ?? ['node1', 'node2'];
    const gone = ['node1', 'node2'].filter((node) => !there.includes(node));
    const errors = gone.map((node) => ({ code: 'unreachable' as const, node, message: `${node}: no route` }));
    const empty = { changes: 0, seconds: 1, measurements: [], findings: [], proofs: [] };
    const result: RunResult = { ok: errors.length === 0, command, ...empty, errors };
    const head = { lab: 'class-a', run: 'run-1', at: '2026-01-01T00:00:00Z' };
    const events = there.map(
      (node, index): LabEvent => ({ ...head, seq: index + 1, type: 'node', node, state: 'ready' }),
    );
    const listen = (listener: (event: LabEvent) => void) => {
      for (const event of events) listener(event);
      return () => undefined;
    };
    return { id: 'run-1', listen, finished: Promise.resolve(result), cancel: () => undefined };
  };
  return startRun;
}

function resetting(words: string[], reached: readonly string[][]) {
  const stand = standIn({ startRun: resets(reached) });
  const nodeAnswers = vi.fn(async () => false);
  let code: number | undefined;
  const begin = (more: Partial<typeof stand.deps> = {}) =>
    runCli(['--yes', 'reset', ...words], { ...stand.deps, nodeAnswers, ...more }).then((ended) => {
      code = ended;
    });
  /** Reading the lab's file takes time of another clock. */
  const begun = async (more: Partial<typeof stand.deps> = {}) => {
    const over = begin(more);
    while (!stand.stdout.text.includes('waits, and is reset')) await new Promise((resolve) => setImmediate(resolve));
    return { over };
  };
  return { stand, nodeAnswers, begin, begun, code: () => code };
}

const pass = async (ms: number) => {
  for (let passed = 0; passed <= ms; passed += 5_000) await vi.advanceTimersByTimeAsync(5_000);
};

describe('a reset that does not reach a node', () => {
  it('names it, and is over', async () => {
    const { stand, begin, code } = resetting([], [['node1']]);
    await begin();
    expect([code(), stand.started.length]).toEqual([1, 1]);
    expect(stand.stdout.text).toContain('Not reset, because away: node2.');
  });

  it('with --wait is done once more when the node is back, to the same depth', async () => {
    const { stand, nodeAnswers, begun, code } = resetting(['--wait', '--depth', 'typed'], [['node1']]);
    const { over } = await begun();
    await pass(20_000);
    expect([code(), stand.started.length]).toEqual([undefined, 1]);
    expect(stand.stdout.text).toContain('node2: waits, and is reset when it is back.');
    nodeAnswers.mockResolvedValue(true);
    await pass(10_000);
    await over;
    expect([code(), stand.started.map(({ command, depth }) => [command, depth])]).toEqual([
      0,
      [
        ['reset', 'typed'],
        ['reset', 'typed'],
      ],
    ]);
  });

  it('waits as long as it was told to, and no longer', async () => {
    const { stand, begun, code } = resetting(['--wait=30s'], [['node1']]);
    const { over } = await begun();
    await pass(40_000);
    await over;
    expect([code(), stand.started.length]).toEqual([1, 1]);
    expect(stand.stdout.text).toContain('node2: still away.');
  });

  it('ends its waiting with Ctrl-C, and says what is left', async () => {
    const { stand, begun, code } = resetting(['--wait=2h'], [['node1']]);
    const { over } = await begun();
    await pass(10_000);
    stand.signals.emit('SIGINT');
    await pass(0);
    await over;
    expect([code(), stand.exits]).toEqual([130, []]);
    expect(stand.stdout.text).toContain('No longer waiting. Not reset: node2.');
  });

  it('leaves a lab alone that somebody has built again', async () => {
    const { stand, nodeAnswers, begun, code } = resetting(['--wait'], [['node1']]);
    nodeAnswers.mockResolvedValue(true);
    const change = { step: 'etcd' as const, change: 'unit etcd', fate: 'remove' as const };
    const { over } = await begun({
      labStatus: async () => ({ nodes: [{ name: 'node1', changes: [change], inDoubt: false }] }),
    });
    await pass(10_000);
    await over;
    expect([code(), stand.started.length]).toEqual([1, 1]);
    expect(stand.stdout.text).toContain('built class-a again');
  });

  it.each(['0s', '10', '2d', '25h', 'soon'])('refuses a time that is none: %s', async (time) => {
    const { stand, begin, code } = resetting([`--wait=${time}`], []);
    await begin();
    expect([code(), stand.started]).toEqual([2, []]);
    expect(stand.stderr.text).toContain('90s, 10m or 2h');
  });
});

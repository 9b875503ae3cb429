import { expect, onTestFinished, test, vi } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import type { KeptWaiting } from './waiting-file.ts';
import { WaitingResets } from './waiting-resets.ts';

const away = (...nodes: string[]) =>
  ({ errors: nodes.map((node) => ({ code: 'unreachable', node, message: 'no route' })) }) as unknown as RunResult;

function waitingResets(back: ReadonlySet<string>, built = false) {
  let time = 0;
  const options = {
    isBack: vi.fn(async (_lab: string, node: string) => back.has(node)),
    isBuilt: vi.fn(async () => built),
    reset: vi.fn(async () => undefined),
    onChange: vi.fn(),
    keep: vi.fn<(all: KeptWaiting) => void>(),
    now: () => time,
  };
  const waiting = new WaitingResets(options);
  onTestFinished(() => waiting.stop());
  const pass = (ms: number) => {
    time += ms;
  };
  return { waiting, pass, ...options };
}

const others = new Set(['node1']);

test('a node that a reset could not reach is reset to the same depth when it is back, and not before', async () => {
  const back = new Set<string>();
  const { waiting, reset, onChange } = waitingResets(back);
  waiting.ended('class-a', { command: 'reset', depth: 'typed' }, away('node2'), others);
  expect(waiting.of('class-a')).toEqual(['node2']);
  expect(onChange).toHaveBeenCalled();
  await waiting.look();
  expect(reset).not.toHaveBeenCalled();
  back.add('node2');
  await waiting.look();
  expect(reset).toHaveBeenCalledExactlyOnceWith('class-a', { depth: 'typed' });
  waiting.ended('class-a', { command: 'reset', depth: 'typed' }, away(), new Set(['node1', 'node2']));
  expect(waiting.of('class-a')).toEqual([]);
  await waiting.look();
  expect(reset).toHaveBeenCalledOnce();
});

test('that others’ containers may be disconnected is not asked for again', async () => {
  const { waiting, reset } = waitingResets(new Set(['node2']));
  const asked = { command: 'reset', depth: 'typed', includeUnowned: true } as const;
  waiting.ended('class-a', asked, away('node2'), others);
  await waiting.look();
  expect(reset).toHaveBeenCalledExactlyOnceWith('class-a', { depth: 'typed' });
});

test('of two that wait the one that is still away waits on', async () => {
  const { waiting, reset } = waitingResets(new Set(['node2']));
  waiting.ended('class-a', { command: 'reset' }, away('node2', 'node3'), others);
  await waiting.look();
  expect(reset).toHaveBeenCalledOnce();
  waiting.ended('class-a', { command: 'reset' }, away('node3'), new Set(['node1', 'node2']));
  expect(waiting.of('class-a')).toEqual(['node3']);
});

test('one that answers and fails again is tried once, until it was away again', async () => {
  const back = new Set(['node2']);
  const { waiting, reset } = waitingResets(back);
  for (const _ of [1, 2, 3]) {
    waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
    await waiting.look();
  }
  expect(reset).toHaveBeenCalledOnce();
  back.delete('node2');
  await waiting.look();
  back.add('node2');
  await waiting.look();
  expect(reset).toHaveBeenCalledTimes(2);
});

test('one that was reached and did not answer later is not away', () => {
  const { waiting } = waitingResets(new Set());
  waiting.ended('class-a', { command: 'reset' }, away('node2'), new Set(['node1', 'node2']));
  expect(waiting.of('class-a')).toEqual([]);
});

test('where no node at all was reached nothing waits: it is this machine that is away', () => {
  const { waiting } = waitingResets(new Set());
  waiting.ended('class-a', { command: 'reset' }, away('node1', 'node2'), new Set());
  expect(waiting.of('class-a')).toEqual([]);
});

test('a reset that was cancelled does not begin again', () => {
  const { waiting } = waitingResets(new Set());
  const { errors } = away('node2');
  const result = { errors: [...errors, { code: 'cancelled', message: '' }] } as unknown as RunResult;
  waiting.ended('class-a', { command: 'reset' }, result, others);
  expect(waiting.of('class-a')).toEqual([]);
});

test('a lab that somebody has built again meanwhile is left alone', async () => {
  const { waiting, reset } = waitingResets(new Set(['node2']), true);
  waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
  await waiting.look();
  expect(reset).not.toHaveBeenCalled();
  expect(waiting.of('class-a')).toEqual([]);
});

test('after an hour nobody waits, and a lab that is not there any more is forgotten', async () => {
  const { waiting, pass, isBack, reset } = waitingResets(new Set(['node2']));
  waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
  pass(3_600_001);
  await waiting.look();
  expect([waiting.of('class-a'), waiting.left('class-a')]).toEqual([[], ['node2']]);
  waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
  isBack.mockRejectedValueOnce(new Error('not found'));
  await waiting.look();
  expect(waiting.of('class-a')).toEqual([]);
  expect(reset).not.toHaveBeenCalled();
});

test('whoever builds again has changed their mind; a check has not; a step that failed is no node that is away', () => {
  const { waiting } = waitingResets(new Set());
  waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
  waiting.ended('class-a', { command: 'check' }, away(), others);
  expect(waiting.of('class-a')).toEqual(['node2']);
  waiting.ended('class-a', { command: 'run' }, away('node2'), others);
  expect(waiting.of('class-a')).toEqual([]);
  const failed = {
    errors: [{ code: 'unreachable', node: 'node2', step: 'etcd', message: '' }],
  } as unknown as RunResult;
  waiting.ended('class-a', { command: 'reset' }, failed, others);
  expect(waiting.of('class-a')).toEqual([]);
});

test('who stops the waiting is not surprised by a reset', async () => {
  const { waiting, reset, onChange } = waitingResets(new Set(['node2']));
  waiting.ended('class-a', { command: 'reset' }, away('node2'), others);
  onChange.mockClear();
  waiting.forget('class-a');
  expect(onChange).toHaveBeenCalledOnce();
  await waiting.look();
  expect([waiting.of('class-a'), reset.mock.calls]).toEqual([[], []]);
});

test('after a restart the nodes are named, and are waited for once that is asked for again', async () => {
  const before = waitingResets(new Set());
  before.waiting.ended('class-a', { command: 'reset', depth: 'typed' }, away('node2'), others);
  before.waiting.stop();
  const kept = before.keep.mock.lastCall?.[0] ?? {};
  expect(kept).toEqual({ 'class-a': { nodes: ['node2'], depth: 'typed' } });

  const { waiting, reset, keep } = waitingResets(new Set(['node2']));
  waiting.restore(kept);
  await waiting.look();
  expect([waiting.of('class-a'), waiting.left('class-a'), reset.mock.calls]).toEqual([[], ['node2'], []]);
  waiting.again('class-a');
  expect([waiting.of('class-a'), waiting.left('class-a')]).toEqual([['node2'], []]);
  await waiting.look();
  expect(reset).toHaveBeenCalledExactlyOnceWith('class-a', { depth: 'typed' });
  waiting.ended('class-a', { command: 'reset', depth: 'typed' }, away(), new Set(['node1', 'node2']));
  expect(keep).toHaveBeenLastCalledWith({});
});

test.each(['run', 'reset'] as const)('what was left of an earlier start goes with the next %s', (command) => {
  const { waiting, keep } = waitingResets(new Set());
  waiting.restore({ 'class-a': { nodes: ['node2'] } });
  waiting.ended('class-a', { command }, away(), others);
  expect([waiting.left('class-a'), keep.mock.lastCall]).toEqual([[], [{}]]);
});

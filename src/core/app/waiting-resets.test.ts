import { expect, onTestFinished, test, vi } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import { WaitingResets } from './waiting-resets.ts';

const away = (...nodes: string[]) =>
  ({ errors: nodes.map((node) => ({ code: 'unreachable', node, message: 'no route' })) }) as unknown as RunResult;

function waitingResets(back: ReadonlySet<string>) {
  const options = {
    isBack: vi.fn(async (_lab: string, node: string) => back.has(node)),
    reset: vi.fn(async () => undefined),
    onChange: vi.fn(),
  };
  const waiting = new WaitingResets(options);
  onTestFinished(() => waiting.stop());
  return { waiting, ...options };
}

test('a node that a reset could not reach is reset in the same way when it is back, and not before', async () => {
  const back = new Set<string>();
  const { waiting, reset, onChange } = waitingResets(back);
  waiting.ended('class-a', { command: 'reset', depth: 'typed', includeUnowned: true }, away('node2'));
  expect(waiting.of('class-a')).toEqual(['node2']);
  expect(onChange).toHaveBeenCalled();
  await waiting.look();
  expect(reset).not.toHaveBeenCalled();
  back.add('node2');
  await waiting.look();
  expect(reset).toHaveBeenCalledExactlyOnceWith('class-a', { depth: 'typed', includeUnowned: true });
  waiting.ended('class-a', { command: 'reset', depth: 'typed' }, away());
  expect(waiting.of('class-a')).toEqual([]);
  await waiting.look();
  expect(reset).toHaveBeenCalledOnce();
});

test('of two that wait the one that is still away waits on', async () => {
  const { waiting, reset } = waitingResets(new Set(['node1']));
  waiting.ended('class-a', { command: 'reset' }, away('node1', 'node2'));
  await waiting.look();
  expect(reset).toHaveBeenCalledOnce();
  waiting.ended('class-a', { command: 'reset' }, away('node2'));
  expect(waiting.of('class-a')).toEqual(['node2']);
});

test('whoever builds again has changed their mind; a check has not; a step that failed is no node that is away', () => {
  const { waiting } = waitingResets(new Set());
  waiting.ended('class-a', { command: 'reset' }, away('node2'));
  waiting.ended('class-a', { command: 'check' }, away());
  expect(waiting.of('class-a')).toEqual(['node2']);
  waiting.ended('class-a', { command: 'run' }, away('node2'));
  expect(waiting.of('class-a')).toEqual([]);
  const failed = {
    errors: [{ code: 'unreachable', node: 'node1', step: 'etcd', message: '' }],
  } as unknown as RunResult;
  waiting.ended('class-a', { command: 'reset' }, failed);
  expect(waiting.of('class-a')).toEqual([]);
});

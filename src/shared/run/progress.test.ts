import { expect, it } from 'vitest';
import type { TaskState } from './events.ts';
import { progressByNode, progressOf, workingTask } from './progress.ts';
import type { StepView } from './view.ts';

const step = (id: string, ...states: [TaskState, number?][]): StepView => ({
  ...{ id, title: `Title of ${id}` },
  tasks: states.map(([state, fraction], at) => ({ step: id, node: `node${at + 1}`, state, applied: false, fraction })),
});

it('a run is as far as its tasks are', () => {
  expect(progressOf({ steps: [] })).toBe(0);
  expect(
    progressOf({ steps: [step('a', ['done'], ['waiting']), step('b', ['blocked'], ['applying', 0.5])] }),
  ).toBeCloseTo((1 + 0 + 1 + 0.55) / 4);
  expect(progressOf({ steps: [step('a', ['applying', 1])] })).toBeCloseTo(0.9);
  const lists = { measurements: [], findings: [], proofs: [], errors: [] };
  const result = { ok: false, command: 'run' as const, changes: 0, seconds: 1, ...lists };
  expect(progressOf({ steps: [step('a', ['waiting'])], result })).toBe(1);
});

it('the task at work is the first that has begun and is not over', () => {
  expect(workingTask({ steps: [step('a', ['done'], ['waiting'])] })).toBeUndefined();
  const steps = [step('a', ['failed'], ['waiting']), step('b', ['waiting'], ['verifying']), step('c', ['checking'])];
  expect(workingTask({ steps })).toMatchObject({ step: 'b', node: 'node2', title: 'Title of b' });
});

it('one entry a node, and what concerns all of them last', () => {
  const on = (node: string | undefined, ...states: TaskState[]) =>
    states.map((state) => ({ step: 'etcd', state, applied: false, ...(node && { node }) }));
  const tasks = [
    ...on(undefined, 'waiting'),
    ...on('node1', 'done', 'undoing', 'waiting'),
    ...on('node2', 'done', 'done'),
    ...on('node3', 'failed', 'blocked'),
    ...on('node4', 'failed', 'undoing'),
  ];
  const lines = progressByNode({ steps: [{ id: 'etcd', title: 'etcd', tasks }] });
  expect(lines.map(({ node, state, over, all, task }) => [node, state, over, all, task?.state])).toEqual([
    ['node1', 'working', 1, 3, 'undoing'],
    ['node2', 'done', 2, 2, undefined],
    ['node3', 'failed', 2, 2, 'failed'],
    ['node4', 'working', 1, 2, 'undoing'],
    [undefined, 'waiting', 0, 1, undefined],
  ]);
});

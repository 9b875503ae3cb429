import { expect, it } from 'vitest';
import type { TaskState } from './events.ts';
import { progressOf, workingTask } from './progress.ts';
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

import { describe, expect, it } from 'vitest';
import type { TaskState } from '../../shared/run/events.ts';
import { step, type Thing, type ThingStep, things } from './fixtures/stand-in-steps.ts';
import { schedule } from './schedule.ts';
import { buildTasks, type Task } from './task.ts';

type Label = `${string}@${string}`;

/** Work that ends when the test says so; `going` are the tasks under way. */
function stage(steps: ThingStep[], nodes = things('a', 'b')) {
  const going = new Map<Label, (state: TaskState) => void>();
  const skipped: string[] = [];
  const cancel = new AbortController();
  const label = ({ step: { id }, node }: Task<Thing, string>): Label => `${id}@${node?.name ?? '*'}`;
  let over = false;
  const ended = schedule(buildTasks(steps, nodes), {
    signal: cancel.signal,
    passed: (state) => state === 'done',
    skipped: (task, state) => void skipped.push(`${label(task)} ${state}`),
    work: (task) =>
      new Promise((resolve) => {
        if (going.has(label(task))) throw new Error('begun twice');
        going.set(label(task), resolve);
      }),
  }).then((states) => {
    over = true;
    return Object.fromEntries([...states].map(([task, state]) => [label(task), state]));
  });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const end = async (name: Label, state: TaskState = 'done') => {
    going.get(name)?.(state);
    going.delete(name);
    await settled();
  };
  return { going, skipped, cancel, ended, end, settled, isOver: () => over };
}

describe('schedule', () => {
  it('works on all nodes at once, and on each as far as its own needs allow', async () => {
    const { going, end, settled, ended } = stage([step('image'), step('daemon', { need: ['image'] })]);
    await settled();
    expect([...going.keys()]).toEqual(['image@a', 'image@b']);
    await end('image@a');
    expect([...going.keys()]).toEqual(['image@b', 'daemon@a']);
    await end('image@b');
    await end('daemon@a');
    await end('daemon@b');
    expect(Object.values(await ended)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('waits for every node where every one is needed', async () => {
    const { going, end, settled } = stage([step('image'), step('ping', { need: ['image'], on: 'every' })]);
    await settled();
    await end('image@a');
    expect([...going.keys()]).toEqual(['image@b']);
    await end('image@b');
    expect([...going.keys()]).toEqual(['ping@a', 'ping@b']);
  });

  it('blocks what depends on a failure, all the way, and continues with the rest', async () => {
    const steps = [step('image'), step('daemon', { need: ['image'] }), step('ping', { need: ['daemon'] })];
    const { end, settled, ended, skipped } = stage(steps);
    await settled();
    await end('image@a', 'failed');
    await end('image@b');
    await end('daemon@b');
    await end('ping@b');
    expect(skipped).toEqual(['daemon@a blocked', 'ping@a blocked']);
    expect(await ended).toMatchObject({ 'ping@a': 'blocked', 'ping@b': 'done' });
  });

  it('begins what only comes after something, whatever came of that, but not before it is over', async () => {
    const { going, end, settled } = stage([step('image'), step('daemon', { after: ['image'] })], things('a'));
    await settled();
    expect([...going.keys()]).toEqual(['image@a']);
    await end('image@a', 'failed');
    expect([...going.keys()]).toEqual(['daemon@a']);
  });

  it('begins nothing after a cancel, and ends only when the work that is running has really ended', async () => {
    const steps = [step('image'), step('daemon', { need: ['image'] })];
    const { going, end, settled, cancel, ended, skipped, isOver } = stage(steps, things('a'));
    await settled();
    cancel.abort();
    await settled();
    expect(isOver()).toBe(false);
    expect([...going.keys()]).toEqual(['image@a']);
    await end('image@a');
    expect(await ended).toEqual({ 'image@a': 'done', 'daemon@a': 'cancelled' });
    expect(skipped).toEqual(['daemon@a cancelled']);
  });

  it('works through a lab of many nodes and no tasks at all', async () => {
    expect(await stage([]).ended).toEqual({});
    const names = Array.from({ length: 200 }, (_, index) => `n${index}`);
    const { going, end, settled, ended } = stage([step('image')], things(...names));
    await settled();
    expect(going.size).toBe(200);
    for (const name of [...going.keys()]) await end(name);
    expect(Object.keys(await ended)).toHaveLength(200);
  });
});

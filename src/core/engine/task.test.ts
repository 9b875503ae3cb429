import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepId } from '../../shared/run/steps.ts';
import { inOrder, withDependants, withNeeds } from '../../shared/tracks/outline.ts';
import { stepIds } from '../../shared/tracks/tracks.ts';
import { step, type Thing, type ThingStep, things } from './fixtures/stand-in-steps.ts';
import { buildTasks, reversed, type Task } from './task.ts';

const nodes = things('a', 'b');
const label = ({ step: { id }, node }: Task<Thing, string>) => `${id}@${node?.name ?? '*'}`;
const graph = (tasks: readonly Task<Thing, string>[]) =>
  Object.fromEntries(tasks.map((task) => [label(task), [...task.needs, ...task.after].map(label)]));

describe('buildTasks', () => {
  it('makes one task a node, and one for all nodes of a cluster step', () => {
    const tasks = buildTasks([step('image'), step('etcd', { scope: 'cluster' })], nodes);
    expect(tasks.map(label)).toEqual(['image@a', 'image@b', 'etcd@*']);
  });

  it('needs the same node, or every one', () => {
    const steps = [step('image'), step('daemon', { need: ['image'] }), step('ping', { need: ['daemon'], on: 'every' })];
    expect(graph(buildTasks(steps, nodes))).toMatchObject({
      'daemon@a': ['image@a'],
      'daemon@b': ['image@b'],
      'ping@a': ['daemon@a', 'daemon@b'],
    });
  });

  it('lets a cluster step need all nodes and a node step the cluster, also where `same` is written', () => {
    const steps = [
      step('image'),
      step('etcd', { scope: 'cluster', need: ['image'] }),
      step('daemon', { need: ['etcd'] }),
    ];
    expect(graph(buildTasks(steps, nodes))).toMatchObject({ 'etcd@*': ['image@a', 'image@b'], 'daemon@b': ['etcd@*'] });
  });

  it('keeps `after` apart from needs: over, whatever came of it', () => {
    const [, , task] = buildTasks([step('image'), step('daemon', { after: ['image'] })], nodes);
    expect(task?.needs).toEqual([]);
    expect(task?.after.map(label)).toEqual(['image@a']);
  });

  it('drops a need on a step that takes no part', () => {
    expect(graph(buildTasks([step('daemon', { need: ['etcd'], after: ['image'] })], nodes))['daemon@a']).toEqual([]);
  });

  it('orders steps by their needs, not by the list; ties stay as listed', () => {
    const steps = [
      step('ping', { need: ['workers'] }),
      step('workers', { need: ['image'] }),
      step('image'),
      step('etcd'),
    ];
    expect(inOrder(steps).map(({ id }) => id)).toEqual(['image', 'workers', 'ping', 'etcd']);
  });

  it.each([
    ['itself', [step('image', { need: ['image'] })]],
    ['each other', [step('image', { need: ['etcd'] }), step('etcd', { after: ['image'] })]],
  ])('refuses steps that need %s in a circle', (_, steps) => {
    expect(() => buildTasks(steps, nodes)).toThrow(expect.objectContaining({ code: 'unexpected' }));
  });
});

describe('reversed', () => {
  it('puts each task after everything that depends on it, without needing its success', () => {
    const steps = [
      step('image'),
      step('daemon', { after: ['image'] }),
      step('workers', { need: ['daemon'], on: 'every' }),
    ];
    const tasks = reversed(buildTasks(steps, nodes));
    expect(tasks.map(label)).toEqual(['workers@b', 'workers@a', 'daemon@b', 'daemon@a', 'image@b', 'image@a']);
    expect(tasks.every(({ needs }) => needs.length === 0)).toBe(true);
    expect(graph(tasks)).toMatchObject({ 'image@a': ['daemon@a'], 'daemon@a': ['workers@a', 'workers@b'] });
  });
});

describe('withDependants and withNeeds', () => {
  const steps = [step('image'), step('etcd'), step('daemon', { need: ['etcd'] }), step('ping', { need: ['daemon'] })];
  it('follow needs through others, each in its direction', () => {
    expect([...withDependants({ steps }, ['etcd'])].sort()).toEqual(['daemon', 'etcd', 'ping']);
    expect([...withNeeds({ steps }, ['ping'])].sort()).toEqual(['daemon', 'etcd', 'ping']);
    expect([...withNeeds({ steps }, ['image'])]).toEqual(['image']);
  });
});

describe('any graph without circles', () => {
  const anySteps: fc.Arbitrary<ThingStep[]> = fc
    .tuple(
      fc.shuffledSubarray([...stepIds]),
      fc.array(
        fc.record({ needs: fc.array(fc.nat()), after: fc.array(fc.nat()), every: fc.boolean(), cluster: fc.boolean() }),
      ),
    )
    .map(([ids, shapes]) =>
      ids.map((id, index) => {
        const shape = shapes[index] ?? { needs: [], after: [], every: false, cluster: false };
        // Only on those before it: never a circle.
        const earlier = (picks: number[]): StepId[] =>
          index === 0 ? [] : [...new Set(picks.map((pick) => ids[pick % index] as StepId))];
        return step(id, {
          need: earlier(shape.needs),
          after: earlier(shape.after),
          on: shape.every ? 'every' : 'same',
          scope: shape.cluster ? 'cluster' : 'node',
        });
      }),
    );

  it('lists every task after those it waits for, in both directions', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 1, max: 4 }), (steps, count) => {
        const tasks = buildTasks([...steps].reverse(), things(...'abcd'.slice(0, count)));
        for (const order of [tasks, reversed(tasks)]) {
          const seen = new Set<Task<Thing, string>>();
          for (const task of order) {
            expect([...task.needs, ...task.after].every((one) => seen.has(one))).toBe(true);
            seen.add(task);
          }
        }
      }),
    );
  });
});

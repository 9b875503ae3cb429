import type { Lab } from '../../shared/lab/lab.ts';
import type { Fate } from '../../shared/run/events.ts';
import type { Measurement } from '../../shared/run/measurements.ts';
import type { Words } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { Journal } from './journal.ts';
import type { Emit, StepContext, StepOptions } from './step.ts';
import type { Task } from './task.ts';

/** What all tasks of one run share. */
export interface RunFrame<N extends { name: string }, C> {
  lab: Lab;
  nodes: readonly N[];
  options: StepOptions;
  signal: AbortSignal;
  emit: Emit;
  journal: Journal<N, C>;
  /** A change as events tell it: in one line, and what taking it back does. */
  describeChange: (change: C) => { change: Words; fate: Fate };
  /** Makes a library's error one of ours; others are returned as they are. */
  toLabError: (thrown: unknown, node?: string) => unknown;
  /** Readings shared between tasks, by key. */
  shared: Map<string, Promise<unknown>>;
  /** Measurements of this run, by step. */
  measured: Map<string, Measurement[]>;
}

/** Where an event of this task belongs. */
export function placeOf<N extends { name: string }, C>(task: Task<N, C>) {
  return task.node ? { step: task.step.id, node: task.node.name } : { step: task.step.id };
}

/** Reads something once, and gives it to all who ask by its name. */
export const onceIn =
  (shared: Map<string, Promise<unknown>>) =>
  <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const known = shared.get(name) ?? read();
    shared.set(name, known);
    return known as Promise<T>;
  };

/** The view of a run that one task's step gets. */
export function contextFor<N extends { name: string }, C>(frame: RunFrame<N, C>, task: Task<N, C>): StepContext<N, C> {
  const { lab, nodes, options, signal, emit, shared } = frame;
  const place = placeOf(task);
  const key = `${task.step.id}@${task.node?.name ?? ''}`;
  const emitChanges = (node: N, changes: readonly C[]) => {
    for (const change of changes)
      emit({
        type: 'change',
        step: task.step.id,
        node: node.name,
        ...frame.describeChange(change),
        undone: false,
      });
  };
  return {
    lab,
    nodes,
    options,
    signal,
    get node() {
      if (!task.node) throw new Error(`${task.step.id} concerns all nodes and does not have one of its own`);
      return task.node;
    },
    async change(node, changes, action) {
      const all = Array.isArray(changes) ? changes : [changes];
      const result = await frame.journal.change(node, task.step.id, all, action);
      emitChanges(node, all);
      return result;
    },
    async carry(node, changes, action, how) {
      const all = Array.isArray(changes) ? changes : [changes];
      const within: typeof action = (intent, unwritten) => action(intent, AbortSignal.any([signal, unwritten]));
      const result = await frame.journal.carry(node, task.step.id, all, within, how);
      emitChanges(node, all);
      return result;
    },
    once: onceIn(shared),
    forget: (name) => void shared.delete(name),
    baseline: (node) => frame.journal.baseline(node),
    stands: (step) => nodes.some((node) => frame.journal.stands(node, step)),
    measured(made) {
      const measurement = sent(made) as Measurement;
      frame.measured.set(key, [...(frame.measured.get(key) ?? []), measurement]);
      emit({ type: 'measurement', ...place, measurement });
    },
    measurements: () => frame.measured.get(key) ?? [],
    progress: (message, fraction) => emit({ type: 'progress', ...place, message, fraction }),
    log: (text) => emit({ type: 'log', ...place, text }),
    output: (on, command, text) => emit({ type: 'output', ...place, on, command, text }),
  };
}

import type { StepId } from './steps.ts';
import type { NodeView, RunView, StepView, TaskView } from './view.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Lists = {
  [K in keyof RunView as RunView[K] extends readonly unknown[] ? K : never]: RunView[K] extends readonly (infer E)[]
    ? E
    : never;
};

/** The next view in the making: each list and each task is copied once, when it is first altered. */
export class Draft {
  readonly view: Mutable<RunView>;
  readonly #own = new Set<object>();

  constructor(view: RunView) {
    this.view = { ...view };
  }

  /** A list of the view, to be altered. */
  list<K extends keyof Lists>(name: K): Lists[K][] {
    const lists = this.view as unknown as Record<K, Lists[K][]>;
    const list: Lists[K][] = lists[name];
    if (this.#own.has(list)) return list;
    const copy = this.#copied([...list]);
    lists[name] = copy;
    return copy;
  }

  node(name: string): Mutable<NodeView> {
    return this.#entry(this.list('nodes'), (node) => node.name === name, { name, state: 'not asked' });
  }

  step(id: StepId): Mutable<StepView> {
    return this.#entry(this.list('steps'), (step) => step.id === id, { id, title: id, tasks: [] });
  }

  /** The task that an event speaks of. One that was never announced is shown all the same. */
  task(place: { step: StepId; node?: string }): TaskView {
    const step = this.step(place.step);
    if (!this.#own.has(step.tasks)) step.tasks = this.#copied([...step.tasks]);
    const tasks = step.tasks as TaskView[];
    const fresh: TaskView = { step: place.step, node: place.node, state: 'waiting', applied: false };
    return this.#entry(tasks, (task) => task.node === place.node, fresh);
  }

  #entry<T extends object>(list: T[], is: (entry: T) => boolean, fresh: T): T {
    const at = list.findIndex(is);
    const known = list[at];
    if (known && this.#own.has(known)) return known;
    const entry = this.#copied(known ? { ...known } : fresh);
    if (known) list[at] = entry;
    else list.push(entry);
    return entry;
  }

  #copied<T extends object>(copy: T): T {
    this.#own.add(copy);
    return copy;
  }
}

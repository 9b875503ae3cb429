import type { LabEvent } from '../../shared/events.ts';
import type { StepId } from '../../shared/steps.ts';
import { newView, type RunView, type StepView, type TaskView } from './run-view.ts';

type EventOf<T extends LabEvent['type']> = Extract<LabEvent, { type: T }>;

/** The picture of a whole run; undefined without events. */
export function viewOf(events: readonly LabEvent[]): RunView | undefined {
  const [first] = events;
  if (!first) return undefined;
  const view = newView(first);
  for (const event of events) applyEvent(view, event);
  return view;
}

/** Adds one event to the picture. */
export function applyEvent(view: RunView, event: LabEvent): void {
  if (event.type === 'run') applyRun(view, event);
  else if (event.type === 'node') nodeOf(view, event.node).state = event.state;
  else if (event.type === 'task') applyTask(view, event);
  else if (event.type === 'finding') taskOf(view, event).finding = event.finding;
  else if (event.type === 'progress') {
    const { message, fraction } = event;
    Object.assign(taskOf(view, event), { message, fraction });
  } else if (event.type === 'change') {
    const { step, node, change, undone } = event;
    view.changes.push({ step, node, change, undone });
  } else if (event.type === 'output') {
    const { step, node, on, command, text } = event;
    view.outputs.push({ step, node, on, command, text });
  } else if (event.type === 'measurement') view.measurements.push(event.measurement);
  else if (event.type === 'proof') view.proofs.push(event.proof);
  else if (event.type === 'result') applyResult(view, event);
}

function applyRun(view: RunView, event: EventOf<'run'>): void {
  view.command = event.command;
  for (const name of event.nodes) nodeOf(view, name);
  for (const { step, node, title } of event.tasks) {
    stepOf(view, step).title = title;
    taskOf(view, { step, node });
  }
}

function applyTask(view: RunView, event: EventOf<'task'>): void {
  const task = taskOf(view, event);
  task.state = event.state;
  if (event.state === 'applying') task.applied = true;
  // What was being done is no news any more once something else is.
  task.message = task.fraction = undefined;
  if (event.state === 'waiting') return;
  task.startedAt ??= event.at;
  if (isOver(task)) task.endedAt = event.at;
  if (event.error) {
    task.error = event.error;
    view.errors.push(event.error);
  }
}

/** The result counts for more than what was put together on the way: it also holds errors that belong to no task. */
function applyResult(view: RunView, event: EventOf<'result'>): void {
  const { ok, command, changes, seconds, measurements, findings, proofs, errors } = event;
  view.command = command;
  view.result = { ok, command, changes, seconds, measurements, findings, proofs, errors };
  view.measurements = measurements;
  view.proofs = proofs;
  view.errors = errors;
}

export function isOver(task: { state: TaskView['state'] }): boolean {
  return ['done', 'planned', 'failed', 'blocked', 'cancelled'].includes(task.state);
}

function nodeOf(view: RunView, name: string): RunView['nodes'][number] {
  const known = view.nodes.find((node) => node.name === name);
  if (known) return known;
  const node: RunView['nodes'][number] = { name, state: 'not asked' };
  view.nodes.push(node);
  return node;
}

function stepOf(view: RunView, id: StepId): StepView {
  const known = view.steps.find((step) => step.id === id);
  if (known) return known;
  const step: StepView = { id, title: id, tasks: [] };
  view.steps.push(step);
  return step;
}

/** The task that an event speaks of. One that was never announced is shown all the same. */
export function taskOf(view: RunView, place: { step: StepId; node?: string }): TaskView {
  const { tasks } = stepOf(view, place.step);
  const known = tasks.find((task) => task.node === place.node);
  if (known) return known;
  const task: TaskView = { step: place.step, node: place.node, state: 'waiting', applied: false };
  tasks.push(task);
  return task;
}

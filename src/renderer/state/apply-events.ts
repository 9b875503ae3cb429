import type { LabEvent } from '../../shared/events.ts';
import type { StepId } from '../../shared/steps.ts';
import { plainText } from './plain-text.ts';
import type { LogLine, RunPicture, TaskPicture } from './run-picture.ts';

type EventOf<T extends LabEvent['type']> = Extract<LabEvent, { type: T }>;

/** A new picture with these events in it; what was seen before (a replay that overlaps) is left out. */
export function applyEvents(picture: RunPicture, events: readonly LabEvent[]): RunPicture {
  const next: RunPicture = {
    ...picture,
    nodes: { ...picture.nodes },
    tasks: picture.tasks.map((task) => ({ ...task })),
    log: [...picture.log],
    outputs: [...picture.outputs],
    changes: [...picture.changes],
    measurements: [...picture.measurements],
    proofs: [...picture.proofs],
    errors: [...picture.errors],
  };
  for (const event of events) {
    if (event.seq <= next.lastSeq) continue;
    next.lastSeq = event.seq;
    apply(next, event);
  }
  return next;
}

function apply(next: RunPicture, event: LabEvent): void {
  switch (event.type) {
    case 'run':
      next.command = event.command;
      for (const { step, node, title } of event.tasks) Object.assign(taskOf(next, { step, node }), { title });
      break;
    case 'node':
      next.nodes[event.node] = event.state;
      write(next, event, 'state', event.state);
      break;
    case 'task':
      applyTask(next, event);
      break;
    case 'finding': {
      const task = taskOf(next, event);
      if (task.state === 'checking') task.before = event.finding;
      task.finding = event.finding;
      write(next, event, 'text', event.finding.summary);
      break;
    }
    case 'progress':
      Object.assign(taskOf(next, event), { message: plainText(event.message), fraction: event.fraction });
      write(next, event, 'text', event.message);
      break;
    case 'change':
      next.changes.push({ step: event.step, node: event.node, change: event.change, undone: event.undone });
      write(next, event, 'change', `${event.undone ? '−' : '+'} ${event.change}`);
      break;
    case 'log':
      write(next, event, 'text', event.text);
      break;
    case 'output':
      next.outputs.push({
        step: event.step,
        on: event.on,
        command: plainText(event.command),
        text: plainText(event.text),
      });
      write(next, { ...event, node: event.on }, 'text', `$ ${event.command}`);
      break;
    case 'measurement':
      next.measurements.push(event.measurement);
      break;
    case 'proof':
      next.proofs.push(event.proof);
      break;
    case 'result': {
      const { ok, command, changes, seconds, measurements, findings, proofs, errors } = event;
      next.result = { ok, command, changes, seconds, measurements, findings, proofs, errors };
      Object.assign(next, { command, errors });
    }
  }
}

function applyTask(next: RunPicture, event: EventOf<'task'>): void {
  const task = taskOf(next, event);
  task.state = event.state;
  task.message = task.fraction = undefined;
  if (event.error) {
    task.error = event.error;
    next.errors.push(event.error);
    write(next, event, 'error', event.error.message);
  } else if (event.state !== 'waiting') write(next, event, 'state', event.state);
}

function write(
  next: RunPicture,
  { seq, at, ...place }: { seq: number; at: string; node?: string; step?: StepId },
  kind: LogLine['kind'],
  text: string,
): void {
  next.log.push({ seq, at, node: place.node, step: place.step, kind, text: plainText(text) });
}

/** The task that an event speaks of; one that was never announced is shown all the same. */
function taskOf(next: RunPicture, { step, node }: { step: StepId; node?: string }): TaskPicture {
  const known = next.tasks.find((task) => task.step === step && task.node === node);
  if (known) return known;
  const task: TaskPicture = { step, node, title: step, state: 'waiting' };
  next.tasks.push(task);
  return task;
}

import { boundedText } from '../text/bounded-text.ts';
import { stripUnsafe } from '../text/strip-unsafe.ts';
import { Draft } from './draft.ts';
import type { LabEvent } from './events.ts';
import { type Kept, wholeRun } from './kept.ts';
import type { StepId } from './steps.ts';
import { isOver, type LogLine, newView, type OutputView, type RunView } from './view.ts';

type EventOf<T extends LabEvent['type']> = Extract<LabEvent, { type: T }>;

/** The view of a whole run; undefined without events. */
export function viewOf(events: readonly LabEvent[], kept: Kept = wholeRun): RunView | undefined {
  const [first] = events;
  return first && foldEvents(newView({ lab: first.lab, run: first.run, at: first.at }), events, kept);
}

/**
 * The view with these events in it, as a new one that shares with the old what did not change. Left out are events that
 * are in it already, as where a replay overlaps, and those of a type that this version does not know.
 */
export function foldEvents(view: RunView, events: readonly LabEvent[], kept: Kept = wholeRun): RunView {
  const draft = new Draft(view);
  for (const event of events) {
    if (event.seq <= draft.view.lastSeq) continue;
    draft.view.lastSeq = event.seq;
    fold(draft, event, kept);
    if (kept.log > 0) tell(draft, event, kept);
  }
  return draft.view.lastSeq === view.lastSeq ? view : draft.view;
}

function fold(draft: Draft, event: LabEvent, kept: Kept): void {
  switch (event.type) {
    case 'run':
      draft.view.command = event.command;
      for (const name of event.nodes) draft.node(name);
      for (const { step, node, title } of event.tasks) {
        draft.step(step).title = title;
        draft.task({ step, node });
      }
      break;
    case 'node':
      foldNode(draft, event);
      break;
    case 'task':
      foldTask(draft, event);
      break;
    case 'finding': {
      const task = draft.task(event);
      if (task.state === 'checking') task.before = event.finding;
      task.finding = event.finding;
      break;
    }
    case 'progress': {
      const { message, fraction } = event;
      Object.assign(draft.task(event), { message: stripUnsafe(message), fraction });
      break;
    }
    case 'change': {
      const { step, node, change, fate, undone } = event;
      draft.list('changes').push({ step, node, change, fate, undone });
      break;
    }
    case 'output':
      draft.list('outputs').push(outputOf(event, draft.view.outputs, kept));
      break;
    case 'measurement':
      draft.list('measurements').push(event.measurement);
      break;
    case 'proof':
      draft.list('proofs').push(event.proof);
      break;
    case 'result':
      foldResult(draft, event);
      break;
    default:
    // A line for the log alone, or of a type that this version does not know.
  }
}

/** The last word counts: a node of which nothing more is said answers again. */
function foldNode(draft: Draft, { node: name, state, message }: EventOf<'node'>): void {
  const node = draft.node(name);
  node.state = state;
  if (message === undefined) delete node.message;
  else node.message = stripUnsafe(message);
}

function foldTask(draft: Draft, event: EventOf<'task'>): void {
  const task = draft.task(event);
  task.state = event.state;
  if (event.state === 'applying') task.applied = true;
  // What was being done is no news any more once something else is.
  task.message = task.fraction = undefined;
  if (event.state === 'waiting') return;
  task.startedAt ??= event.at;
  if (isOver(task.state)) task.endedAt = event.at;
  if (event.error) {
    task.error = event.error;
    draft.list('errors').push(event.error);
  }
}

/** The result counts for more than what was put together on the way: it also holds errors that belong to no task. */
function foldResult({ view }: Draft, event: EventOf<'result'>): void {
  const { ok, command, changes, seconds, measurements, findings, proofs, errors } = event;
  view.result = { ok, command, changes, seconds, measurements, findings, proofs, errors };
  Object.assign(view, { command, measurements, proofs, errors });
}

function outputOf(event: EventOf<'output'>, before: readonly OutputView[], kept: Kept): OutputView {
  const { step, node, on, command } = event;
  const sum = Number.isFinite(kept.outputs) ? before.reduce((total, { text }) => total + text.length, 0) : 0;
  const { text, leftOut } = boundedText(event.text, sum > kept.outputs ? kept.fewOutput : kept.output);
  return {
    ...{ step, node, on, text: stripUnsafe(text) },
    command: stripUnsafe(boundedText(command, kept.line).text),
    ...(leftOut > 0 && { leftOut }),
  };
}

/** Lines beyond what is kept are cut off some at a time, not each by itself. */
const slack = 1.25;

function tell(draft: Draft, event: LabEvent, kept: Kept): void {
  const line = lineOf(event);
  if (!line) return;
  const { kind, text, ...place } = line;
  const log = draft.list('log');
  log.push({ seq: event.seq, at: event.at, ...place, kind, text: stripUnsafe(boundedText(text, kept.line).text) });
  if (log.length > kept.log * slack) log.splice(0, log.length - kept.log);
}

function lineOf(event: LabEvent): (Pick<LogLine, 'kind' | 'text'> & { node?: string; step?: StepId }) | undefined {
  const { node, step } = event as { node?: string; step?: StepId };
  const place = { node, step };
  switch (event.type) {
    case 'node':
      return event.message === undefined
        ? { ...place, kind: 'state', text: event.state }
        : { ...place, kind: 'text', text: event.message };
    case 'task':
      if (event.error) return { ...place, kind: 'error', text: event.error.message };
      return event.state === 'waiting' ? undefined : { ...place, kind: 'state', text: event.state };
    case 'finding':
      return { ...place, kind: 'text', text: event.finding.summary };
    case 'progress':
      return { ...place, kind: 'text', text: event.message };
    case 'change':
      return { ...place, kind: 'change', text: `${event.undone ? '−' : '+'} ${event.change}` };
    case 'log':
      return { ...place, kind: 'text', text: event.text };
    case 'output':
      return { ...place, node: event.on, kind: 'text', text: `$ ${event.command}` };
    default:
      return undefined;
  }
}

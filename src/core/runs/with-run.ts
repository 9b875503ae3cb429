import type { Problem } from '../../shared/run/steps.ts';
import { isFinished, isOver, type RunView, type TaskView, tasksOf } from '../../shared/run/view.ts';
import type { LabSnapshot, RunEntry, Stand, StandingChange, StandState } from '../../shared/snapshot/snapshot.ts';
import { boundedText } from '../../shared/text/bounded-text.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { isMeasuring, type TrackOutline, withDependants } from '../../shared/tracks/outline.ts';

/** Of a lab with a thousand nodes all has room. */
const mostStands = 20_000;
const mostChanges = 20_000;
const mostRuns = 20;
const mostProblems = 30;
const mostText = { chars: 2_000, lines: 40 };

/** What is known of a lab once this run is counted too: after those before it; also while it is running. Pure. */
export function withRun(track: TrackOutline, before: LabSnapshot, view: RunView): LabSnapshot {
  const back = isBack(view);
  const takenBackAt = back ? view.startedAt : before.takenBackAt;
  return {
    stands: standsAfter(track, before.stands, view),
    nodes: before.nodes,
    toTakeBack: changesAfter(before.toTakeBack, view),
    runs: [...before.runs.filter((entry) => entry.run !== view.run), entryOf(view)].slice(-mostRuns),
    ...(takenBackAt !== undefined && { takenBackAt }),
  };
}

const isBack = ({ command }: RunView): boolean => command === 'undo' || command === 'reset';

function standsAfter(track: TrackOutline, before: readonly Stand[], view: RunView): Stand[] {
  const stands = new Map(before.map((stand) => [keyOf(stand), stand]));
  for (const task of tasksOf(view)) {
    const known = stands.get(keyOf(task));
    const next = isBack(view) ? takenBack(task, view) : stateAfter(track, task, view, known?.state);
    if (next === undefined || (next === 'known' && known)) continue;
    if (known || stands.size < mostStands)
      stands.set(keyOf(task), standOf(task, view, next === 'known' ? 'open' : next, known));
  }
  return isBack(view) ? withoutDependants(track, [...stands.values()], view) : [...stands.values()];
}

const keyOf = ({ step, node }: { step: string; node?: string | undefined }): string => `${step} ${node ?? ''}`;

/** `known`: the run has nothing to say of it yet. */
function stateAfter(
  track: TrackOutline,
  task: TaskView,
  view: RunView,
  known: StandState = 'open',
): StandState | 'known' {
  if (task.state === 'done' || task.state === 'failed') return task.state;
  // A measurement belongs to the run that made it: that this check did not measure says nothing against it, nor for it.
  if (task.state === 'planned' && isMeasuring(track, task.step)) return unlooked(known);
  if (task.state === 'planned') return task.finding?.status === 'missing' ? 'open' : 'drifted';
  if (isOver(task.state)) return view.command === 'check' ? unlooked(known) : 'open';
  if (isFinished(view)) return 'open';
  return task.state === 'waiting' || view.command === 'check' ? 'known' : 'working';
}

const wasDone = (state: StandState): boolean => state === 'done' || state === 'unchecked';
const unlooked = (known: StandState): StandState => (wasDone(known) ? 'unchecked' : 'open');

/** Undefined where taking back has not come to it: it stands as before. */
function takenBack(task: TaskView, view: RunView): StandState | undefined {
  if (task.state === 'done') return 'open';
  if (task.state === 'failed') return 'failed';
  return isOver(task.state) || isFinished(view) || task.state === 'waiting' ? undefined : 'working';
}

/** What was measured on something that is gone is history. */
function withoutDependants(track: TrackOutline, stands: readonly Stand[], view: RunView): Stand[] {
  const gone = tasksOf(view).flatMap(({ state, step }) => (state === 'done' ? [step] : []));
  const open = new Set(withDependants(track, gone));
  return stands.map((stand) => (open.has(stand.step) && wasDone(stand.state) ? { ...stand, state: 'open' } : stand));
}

function standOf(task: TaskView, view: RunView, state: StandState, known: Stand | undefined): Stand {
  const { step, node, finding, error, message } = task;
  // What this check did not look at was last seen before it.
  const { at, run } = state === 'unchecked' && known ? known : { at: task.endedAt ?? task.startedAt, run: view.run };
  return {
    step,
    state,
    problems: (finding?.problems ?? []).slice(0, mostProblems).map(problemOf),
    ...(node !== undefined && { node }),
    ...(finding && { summary: shown(finding.summary) }),
    ...(error && { error: { ...error, message: shown(error.message) } }),
    ...(message !== undefined && { message: shown(message) }),
    ...(at !== undefined && { at }),
    ...(run !== undefined && { run }),
  };
}

const shown = (text: string): string => stripUnsafe(boundedText(text, mostText).text);

function problemOf({ remedy, ...problem }: Problem): Problem {
  return { ...problem, message: shown(problem.message), ...(remedy !== undefined && { remedy: shown(remedy) }) };
}

/** A thing may be made, taken back and made again: it stands where the last word says so. */
function changesAfter(before: readonly StandingChange[], { changes }: RunView): StandingChange[] {
  if (changes.length === 0) return before as StandingChange[];
  const key = ({ node = '', change }: { node?: string | undefined; change: string }) => `${node} ${change}`;
  const standing = new Map(before.map((one) => [key(one), one]));
  for (const { step, node, change, fate, undone } of changes) {
    standing.delete(key({ node, change }));
    if (!undone) standing.set(key({ node, change }), { step, change, fate, ...(node !== undefined && { node }) });
  }
  return [...standing.values()].slice(-mostChanges);
}

function entryOf(view: RunView): RunEntry {
  const { run, command, startedAt: at, result, interrupted } = view;
  const ended = result ? (result.ok ? 'ok' : 'failed') : interrupted ? 'interrupted' : 'running';
  const stepsIn = (list: readonly { step: string }[]) => [...new Set(list.map(({ step }) => step))];
  const measures = (kind: 'ping' | 'bandwidth') => view.measurements.some((one) => one.kind === kind);
  return {
    ...{ run, command, at, state: ended, steps: view.steps.map(({ id }) => id) },
    ...{ printed: stepsIn(view.outputs), changed: stepsIn(view.changes) },
    measured: (['ping', 'bandwidth'] as const).filter(measures),
  };
}

import { randomUUID } from 'node:crypto';
import { LabError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { ReportedError, RunResult } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { withDependants, withNeeds } from '../../shared/tracks/outline.ts';
import type { Bounds } from '../bounds/bounds.ts';
import { cancelledWith, leaving } from '../bounds/leaving.ts';
import { slowWords } from '../bounds/slow-words.ts';
import { UnderWay } from '../bounds/under-way.ts';
import type { RunFrame } from '../engine/context.ts';
import { EventLog } from '../engine/event-log.ts';
import type { Journal } from '../engine/journal.ts';
import { reportError } from '../engine/report-error.ts';
import { resultOf } from '../engine/result.ts';
import { schedule } from '../engine/schedule.ts';
import { buildTasks, reversed, type Task } from '../engine/task.ts';
import { checkTask, prepareUndo, type Refusals, runTask, undoTask } from '../engine/work.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type Change, describeChange, fateOf } from '../ledger/change.ts';
import { labJournal } from '../ledger/lab-journal.ts';
import type { Node } from '../machine/port.ts';
import { stepErrors } from '../remote/step-error.ts';
import type { Track } from '../tracks/common/track.ts';
import { trackOf } from '../tracks/tracks.ts';
import { TypedReset } from '../typed/typed-reset.ts';
import { builtTrack, leftOfOtherTracks } from './built-track.ts';
import { healDrill } from './heal-drill.ts';
import { lookAhead } from './look-ahead.ts';
import { lookedAt } from './looked-at.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import { proveReset } from './prove-reset.ts';
import type { LabRun, RunRequest } from './run-request.ts';

/** For the fault tests: stands between the engine and the ledgers. */
export interface RunHooks {
  wrapJournal?: (journal: Journal<Node, Change>) => Journal<Node, Change>;
}

/** Starts a check, run, undo or reset of a lab. Returns at once; what happens is told by events. */
export function startRun(loaded: TrustedLab, request: RunRequest, hooks: RunHooks = {}): LabRun {
  const log = new EventLog(loaded.lab.name, randomUUID());
  const cancelled = new AbortController();
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const leave = leaving(cancelled.signal, new UnderWay());
  const bounds = { ...leave.bounds, slow: slowWords(log) };
  const work = perform(loaded, request, hooks, log, { signal: cancelled.signal, bounds, left: leave.left }).catch(
    (thrown: unknown) => [reportError(thrown)],
  );
  const finished = Promise.race([work, leave.over]).then((errors): RunResult => {
    leave.end();
    const result = resultOf(request.command, log.events, seconds(), errors);
    log.emit({ type: 'result', ...result });
    return result;
  });
  return {
    id: log.run,
    listen: (listener, from) => log.listen(listener, from),
    finished,
    cancel: () => cancelled.abort(new LabError('cancelled', texts.bounds.cancelled)),
  };
}

interface Ending {
  signal: AbortSignal;
  bounds: Bounds;
  /** What was waited for on the nodes when nobody waited any more. */
  left: () => Words[];
}

/** Does it; what went wrong outside of the tasks is returned. */
async function perform(
  loaded: TrustedLab,
  request: RunRequest,
  hooks: RunHooks,
  log: EventLog,
  { signal, bounds, left }: Ending,
): Promise<ReportedError[]> {
  const { command } = request;
  const named = trackOf(loaded.lab);
  let selected = selectSteps(named, request);
  const emit = log.emit.bind(log);
  const shared = new Map<string, Promise<unknown>>();
  const tries = selected.steps.has('preflight') && !request.options?.takesNoPorts;
  const connected = lookAhead(loaded.lab, named, command, { signal, shared, tries });
  const opened = await openNodes(onlyOn(loaded, request.on), request, {
    emit,
    signal,
    bounds,
    forRun: true,
    connected,
  });
  const errors = opened.flatMap(({ error }) => (error ? [error] : []));
  const nodes = opened.flatMap((one) => (one.node ? [one as OpenNode & { node: Node }] : []));
  try {
    // A lab is built on all its nodes or not at all; taking back continues without those that are away.
    if (nodes.length === 0 || (errors.length > 0 && (command === 'check' || command === 'run')))
      return signal.aborted ? [...errors, cancelledWith(left())] : errors;
    const track = builtTrack(named, nodes, command);
    if (track !== named) selected = selectSteps(track, request);
    const frame = makeFrame(loaded, request, log, signal, nodes, {
      shared,
      leavesStore: selected.steps.has(track.store),
    });
    if (hooks.wrapJournal) frame.journal = hooks.wrapJournal(frame.journal);
    const tasks = buildTasks(
      track.steps.filter(({ id }) => selected.steps.has(id)),
      frame.nodes,
    );
    const ordered =
      command === 'undo' || command === 'reset' ? reversed(tasks.filter(({ step }) => step.kind === 'build')) : tasks;
    emit({
      type: 'run',
      command,
      nodes: loaded.lab.nodes.map(({ name }) => name),
      tasks: ordered.map(({ step, node }) => ({ step: step.id, node: node?.name, title: step.title })),
    });
    const skipped = (task: Task<Node, Change>, state: 'blocked' | 'cancelled') => {
      emit({ type: 'task', step: task.step.id, node: task.node?.name, state });
      return state;
    };
    const typed = await beginTyped(loaded.lab, request, frame, nodes);
    if (ordered !== tasks) errors.push(...(await healDrill(frame)));
    const refusals = ordered === tasks ? undefined : await prepareUndo(frame, tasks);
    await schedule(ordered, {
      signal,
      work: async (task) =>
        refusals && carriesRefused(track, log, task.step.id)
          ? skipped(task, 'blocked')
          : workOf(frame, request, task, { applied: selected.applied, refusals }),
      passed: (state) => state === 'done' || state === 'planned',
      skipped,
    });
    if (command === 'reset' && !signal.aborted) {
      await typed?.takeDaemons();
      errors.push(...(await proveReset(loaded.lab, nodes, { emit, signal, typed })), ...(typed?.errors ?? []));
      errors.push(...leftOfOtherTracks(track, nodes));
    }
    if (signal.aborted) errors.push(cancelledWith(left()));
  } finally {
    await Promise.all(
      nodes.map(async ({ ledger, node }) => {
        // Taken for a change that did not come: the node is as it was.
        await ledger?.giveBack().catch(() => ledger.close());
        await node.close();
      }),
    );
  }
  return errors;
}

/** For a reset that goes as deep: what was typed in the engines goes first, since what the app made depends on none of it. */
async function beginTyped(
  lab: Lab,
  { command, depth, includeUnowned = false }: RunRequest,
  { signal, emit, journal }: RunFrame<Node, Change>,
  nodes: readonly OpenNode[],
): Promise<TypedReset | undefined> {
  if (command !== 'reset' || depth !== 'typed') return undefined;
  // Not beside another app, also where that one has typed and changed nothing yet.
  await journal.hold();
  // One that was cut off meanwhile has noted what it began.
  await Promise.all(nodes.map(async ({ ledger }) => ledger?.readAgainIfPresent()));
  const typed = new TypedReset(lab, lookedAt(nodes), { includeUnowned, signal, emit });
  await typed.takeObjects();
  return typed;
}

/** While taking back: true where something was left standing, because others use it, that depends on this step. */
function carriesRefused(track: Track, log: EventLog, step: StepId): boolean {
  const resting = new Set(withDependants(track, [step]));
  return log.events.some(
    (event) =>
      event.type === 'task' && event.error?.code === 'refused' && event.step !== step && resting.has(event.step),
  );
}

function workOf(
  frame: RunFrame<Node, Change>,
  { command }: RunRequest,
  task: Task<Node, Change>,
  { applied, refusals }: { applied: ReadonlySet<StepId>; refusals: Refusals | undefined },
) {
  if (command === 'check') return checkTask(frame, task);
  return command === 'run' ? runTask(frame, task, applied) : undoTask(frame, task, refusals);
}

function makeFrame(
  { lab }: TrustedLab,
  request: RunRequest,
  log: EventLog,
  signal: AbortSignal,
  nodes: (OpenNode & { node: Node })[],
  { shared, leavesStore }: { shared: Map<string, Promise<unknown>>; leavesStore: boolean },
): RunFrame<Node, Change> {
  const ledgers = new Map(nodes.flatMap(({ node, ledger }) => (ledger ? [[node, ledger] as const] : [])));
  return {
    lab,
    nodes: nodes.map(({ node }) => node),
    options: {
      iperfSeconds: 10,
      ...request.options,
      ...(request.includeUnowned && { includeUnowned: true }),
    },
    signal,
    emit: log.emit.bind(log),
    journal: labJournal(lab.name, ledgers, {
      includeUnowned: request.includeUnowned ?? false,
      someAway: nodes.length < lab.nodes.length,
      leavesStore,
    }),
    describeChange: (change) => ({ change: describeChange(change), fate: fateOf(change) }),
    toLabError: stepErrors(nodes.map(({ node }) => node)),
    shared,
    measured: new Map(),
  };
}

function onlyOn(loaded: TrustedLab, on: readonly string[] | undefined): TrustedLab {
  if (!on) return loaded;
  return { ...loaded, lab: { ...loaded.lab, nodes: loaded.lab.nodes.filter(({ name }) => on.includes(name)) } };
}

/** Which steps take part, and which of them may change something. */
function selectSteps(track: Track, { command, only, skip = [], step, on }: RunRequest): Selected {
  const all = track.steps.map(({ id }) => id);
  const unknown = [step ?? [], only ?? [], skip].flat().find((id) => !all.includes(id));
  if (unknown !== undefined)
    throw new LabError('bad-input', texts.runs.noStep({ track: track.id, step: unknown, steps: all }));
  if (command === 'undo') {
    if (!step) throw new LabError('bad-input', texts.runs.whichStep);
    const steps = new Set(withDependants(track, [step]));
    return { steps, applied: steps };
  }
  const applied = new Set((only ?? all).filter((id) => !skip.includes(id)));
  const steps = new Set(command === 'reset' ? all : withNeeds(track, [...applied]));
  for (const id of skip) steps.delete(id);
  if (on) for (const { id, scope } of track.steps) if (scope === 'cluster') steps.delete(id);
  return { steps, applied };
}

interface Selected {
  steps: Set<StepId>;
  applied: Set<StepId>;
}

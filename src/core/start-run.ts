import { randomUUID } from 'node:crypto';
import { LabError } from '../shared/errors.ts';
import type { ReportedError, RunResult } from '../shared/events.ts';
import type { StepId } from '../shared/steps.ts';
import type { LabRun, RunRequest } from './app.ts';
import type { RunFrame } from './engine/context.ts';
import { EventLog } from './engine/event-log.ts';
import type { Journal } from './engine/journal.ts';
import { reportError } from './engine/report-error.ts';
import { resultOf } from './engine/result.ts';
import { schedule } from './engine/schedule.ts';
import { buildTasks, reversed, type Task, withDependants, withNeeds } from './engine/task.ts';
import { checkTask, prepareUndo, runTask, undoTask } from './engine/work.ts';
import type { LoadedLab } from './lab/load-lab.ts';
import { type Change, describeChange } from './ledger/change.ts';
import { labJournal } from './ledger/lab-journal.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import { proveReset } from './prove-reset.ts';
import type { Node } from './remote/port.ts';
import { stepErrors } from './remote/step-error.ts';
import { etcdTrack } from './steps/catalogue.ts';

/** For the fault tests: stands between the engine and the ledgers. */
export interface RunHooks {
  wrapJournal?: (journal: Journal<Node, Change>) => Journal<Node, Change>;
}

/** Starts a check, run, undo or reset of a lab. Returns at once; what happens is told by events. */
export function startRun(loaded: LoadedLab, request: RunRequest, hooks: RunHooks = {}): LabRun {
  const log = new EventLog(loaded.lab.name, randomUUID());
  const cancelled = new AbortController();
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const work = perform(loaded, request, hooks, log, cancelled.signal).then(
    (errors) => errors,
    (thrown: unknown) => [reportError(thrown)],
  );
  const finished = work.then((errors): RunResult => {
    const result = resultOf(request.command, log.events, seconds(), errors);
    log.emit({ type: 'result', ...result });
    return result;
  });
  return {
    id: log.run,
    listen: (listener, from) => log.listen(listener, from),
    finished,
    cancel: () => cancelled.abort(new LabError('cancelled', 'Cancelled')),
  };
}

/** Does it; what went wrong outside of the tasks is returned. */
async function perform(
  loaded: LoadedLab,
  request: RunRequest,
  hooks: RunHooks,
  log: EventLog,
  signal: AbortSignal,
): Promise<ReportedError[]> {
  const { command } = request;
  const selected = selectSteps(request);
  const emit = log.emit.bind(log);
  const opened = await openNodes(loaded, request, { emit, signal });
  const errors = opened.flatMap(({ error }) => (error ? [error] : []));
  const nodes = opened.flatMap((one) => (one.node ? [one as OpenNode & { node: Node }] : []));
  try {
    // A lab is built on all its nodes or not at all; taking back goes on without those that are away.
    if (nodes.length === 0 || (errors.length > 0 && (command === 'check' || command === 'run'))) return errors;
    const frame = makeFrame(loaded, request, log, signal, nodes, selected.steps.has('daemon'));
    if (hooks.wrapJournal) frame.journal = hooks.wrapJournal(frame.journal);
    const tasks = buildTasks(
      etcdTrack.filter(({ id }) => selected.steps.has(id)),
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
    if (ordered !== tasks) await prepareUndo(frame, tasks);
    await schedule(ordered, {
      signal,
      work: async (task) =>
        ordered !== tasks && carriesRefused(log, task.step.id)
          ? skipped(task, 'blocked')
          : workOf(frame, request, task, selected.applied),
      passed: (state) => state === 'done' || state === 'planned',
      skipped,
    });
    if (signal.aborted)
      errors.push({ code: 'cancelled', message: 'Cancelled: what was begun has been ended on the nodes.' });
    else if (command === 'reset') errors.push(...(await proveReset(loaded.lab, nodes, { emit })));
  } finally {
    await Promise.all(
      nodes.map(async ({ ledger, node }) => {
        await ledger?.close();
        await node.close();
      }),
    );
  }
  return errors;
}

/** While taking back: true where something was left standing, because others use it, that rests on this step. */
function carriesRefused(log: EventLog, step: StepId): boolean {
  const resting = withDependants(etcdTrack, [step]);
  return log.events.some(
    (event) =>
      event.type === 'task' && event.error?.code === 'refused' && event.step !== step && resting.has(event.step),
  );
}

function workOf(
  frame: RunFrame<Node, Change>,
  { command }: RunRequest,
  task: Task<Node, Change>,
  applied: ReadonlySet<StepId>,
) {
  if (command === 'check') return checkTask(frame, task);
  return command === 'run' ? runTask(frame, task, applied) : undoTask(frame, task);
}

function makeFrame(
  { lab }: LoadedLab,
  request: RunRequest,
  log: EventLog,
  signal: AbortSignal,
  nodes: (OpenNode & { node: Node })[],
  leavesStore: boolean,
): RunFrame<Node, Change> {
  const ledgers = new Map(nodes.flatMap(({ node, ledger }) => (ledger ? [[node, ledger] as const] : [])));
  return {
    lab,
    nodes: nodes.map(({ node }) => node),
    options: { iperfSeconds: 10, ...request.options },
    signal,
    emit: log.emit.bind(log),
    journal: labJournal(lab.name, ledgers, {
      includeUnowned: request.includeUnowned ?? false,
      someAway: nodes.length < lab.nodes.length,
      leavesStore,
    }),
    describeChange,
    toLabError: stepErrors(nodes.map(({ node }) => node)),
    shared: new Map(),
    measured: new Map(),
  };
}

/** Which steps take part, and which of them may change something. */
function selectSteps({ command, only, skip = [], step }: RunRequest): { steps: Set<StepId>; applied: Set<StepId> } {
  const all = etcdTrack.map(({ id }) => id);
  if (command === 'undo') {
    if (!step) throw new LabError('bad-input', 'Which step is to be undone?');
    const steps = withDependants(etcdTrack, [step]);
    return { steps, applied: steps };
  }
  const applied = new Set((only ?? all).filter((id) => !skip.includes(id)));
  const steps = command === 'reset' ? new Set(all) : withNeeds(etcdTrack, [...applied]);
  for (const id of skip) steps.delete(id);
  return { steps, applied };
}

/** The steps that rest on this one, itself included: what undoing it takes back. */
export const dependantsOf = (step: StepId): StepId[] => [...withDependants(etcdTrack, [step])];

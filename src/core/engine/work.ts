import { LabError, wordsOf } from '../../shared/errors.ts';
import type { TaskState } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { contextFor, placeOf, type RunFrame } from './context.ts';
import { reportError } from './report-error.ts';
import type { Finding, Problem, StepContext } from './step.ts';
import type { Task } from './task.ts';

type Named = { name: string };

/** Looks only: what is there and what apply would do. */
export function checkTask<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): Promise<TaskState> {
  return guarded(frame, task, async (context) => {
    const finding = await check(frame, task, context, 'checking');
    if (finding.status === 'satisfied') return 'done';
    // What only looks has nothing to apply: what it found is the result.
    if (task.step.apply) return 'planned';
    throw notSatisfied(task, finding);
  });
}

/**
 * check → apply → check: the law of the engine. Apply is left out where the first check is satisfied, and the second
 * check is the only proof that counts. A step outside `applied` is needed by one inside: it is checked, never applied.
 */
export function runTask<N extends Named, C>(
  frame: RunFrame<N, C>,
  task: Task<N, C>,
  applied: ReadonlySet<StepId>,
): Promise<TaskState> {
  return guarded(frame, task, async (context) => {
    const { step } = task;
    if (step.apply && applied.has(step.id)) step.lookBeforeApply?.(context);
    const before = await check(frame, task, context, 'checking');
    if (before.status === 'satisfied') return 'done';
    if (!step.apply) throw notSatisfied(task, before);
    if (!applied.has(step.id))
      throw new LabError('refused', texts.engine.neededFirst({ step: step.title, summary: before.summary }), {
        remedy: texts.engine.neededFirstRemedy({ step: step.id }),
      });
    frame.emit({ type: 'task', ...placeOf(task), state: 'applying' });
    // What only measures applies too, and changes nothing.
    if (step.kind === 'build') frame.journal.expectChange();
    await step.apply(context);
    const after = await check(frame, task, context, 'verifying');
    if (after.status !== 'satisfied')
      throw new LabError('not-proved', texts.engine.appliedNotProved({ step: step.title, summary: after.summary }), {
        ...firstRemedy(after),
      });
    await written(frame, task);
    await settle(frame, task);
    return 'done';
  });
}

/** Tasks that are not taken back, by their key: with the reason, or none where another task tells the same one. */
export type Refusals = ReadonlyMap<string, { error?: LabError }>;

/**
 * Lets the steps get ready before the first is taken back, in the order of building. What goes wrong shows in the tasks;
 * where one is refused, it is so before anything of it is lost.
 */
export async function prepareUndo<N extends Named, C>(
  frame: RunFrame<N, C>,
  tasks: readonly Task<N, C>[],
): Promise<Refusals> {
  const refusals = new Map<string, { error?: LabError }>();
  const isOurs = await frame.journal.claim().then(
    () => true,
    () => false,
  );
  if (!isOurs) return refusals;
  for (const task of tasks) task.step.lookBeforeUndo?.(contextFor(frame, task));
  const unblocked = Promise.all(tasks.map((task) => unblock(frame, task)));
  const reported = new Set<LabError>();
  for (const step of new Set(tasks.map((task) => task.step)))
    await Promise.all(
      tasks
        .filter((task) => task.step === step)
        .map(async (task) => {
          const error = await getReady(frame, task);
          if (!error) return;
          refusals.set(keyOf(task), reported.has(error) ? {} : { error });
          reported.add(error);
        }),
    );
  await unblocked;
  return refusals;
}

/** What it could not do shows in whoever gets ready. */
async function unblock<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): Promise<void> {
  const context = contextFor(frame, task);
  try {
    await task.step.unblockUndo?.(context);
  } catch (thrown) {
    context.log(wordsOf(frame.toLabError(thrown, task.node?.name)));
  }
}

const keyOf = <N extends Named, C>({ step, node }: Task<N, C>): string => `${step.id}@${node?.name ?? ''}`;

async function getReady<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): Promise<LabError | undefined> {
  const context = contextFor(frame, task);
  try {
    await task.step.beforeUndo?.(context);
  } catch (thrown) {
    const error = frame.toLabError(thrown, task.node?.name);
    if (error instanceof LabError && error.code === 'refused') return error;
    context.log(wordsOf(error));
  }
  return undefined;
}

/** Takes back what the ledger names for this task, then what only the step knows of. */
export function undoTask<N extends Named, C>(
  frame: RunFrame<N, C>,
  task: Task<N, C>,
  refusals: Refusals = new Map(),
): Promise<TaskState> {
  return guarded(frame, task, async (context) => {
    const { step } = task;
    if (step.kind === 'observe') return 'done';
    const refusal = refusals.get(keyOf(task));
    if (refusal?.error) throw refusal.error;
    if (refusal) return 'blocked';
    frame.emit({ type: 'task', ...placeOf(task), state: 'undoing' });
    await frame.journal.claim();
    const ends = await Promise.allSettled(
      nodesOf(frame, task).map((node) =>
        frame.journal.takeBack(node, step.id, frame.signal, (change, left) => {
          const described = frame.describeChange(change);
          frame.emit({
            type: 'change',
            step: step.id,
            node: node.name,
            ...described,
            change: left ? texts.ledger.changeLeft({ change: described.change, left }) : described.change,
            undone: true,
          });
        }),
      ),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    await step.sweep?.(context);
    await written(frame, task);
    return 'done';
  });
}

async function check<N extends Named, C>(
  frame: RunFrame<N, C>,
  task: Task<N, C>,
  context: StepContext<N, C>,
  state: 'checking' | 'verifying',
): Promise<Finding> {
  frame.emit({ type: 'task', ...placeOf(task), state });
  let finding = await task.step.check(context);
  if (state === 'checking' && finding.status === 'satisfied' && inDoubt(frame, task))
    finding = {
      ...finding,
      status: 'tainted',
      summary: texts.engine.wasInterrupted({ summary: finding.summary }),
    };
  const damage = state === 'checking' ? damageOf(frame, task) : [];
  if (damage.length > 0) finding = { ...finding, problems: [...finding.problems, ...damage] };
  frame.emit({ type: 'finding', ...placeOf(task), finding });
  return finding;
}

/** Told once a node, with the first that is looked at on it. */
function damageOf<N extends Named, C>(frame: RunFrame<N, C>, { step, node }: Task<N, C>): Problem[] {
  const message = node && step.needs.length === 0 ? frame.journal.damage?.(node) : undefined;
  return message ? [{ level: 'warning', code: 'ledger', message }] : [];
}

function inDoubt<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): boolean {
  return nodesOf(frame, task).some((node) => frame.journal.inDoubt(node, task.step.id));
}

const nodesOf = <N extends Named, C>(frame: RunFrame<N, C>, { node }: Task<N, C>) => (node ? [node] : frame.nodes);

async function written<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): Promise<void> {
  await Promise.all(nodesOf(frame, task).map((node) => frame.journal.written(node)));
}

async function settle<N extends Named, C>(frame: RunFrame<N, C>, task: Task<N, C>): Promise<void> {
  const doubtful = nodesOf(frame, task).filter((node) => frame.journal.inDoubt(node, task.step.id));
  await Promise.all(doubtful.map((node) => frame.journal.settle(node, task.step.id)));
}

function notSatisfied<N extends Named, C>(task: Task<N, C>, finding: Finding): LabError {
  return new LabError(
    'refused',
    texts.engine.stepSays({ step: task.step.title, summary: finding.summary }),
    firstRemedy(finding),
  );
}

function firstRemedy(finding: Finding): { remedy?: Words; diagnosis?: number } {
  const worst = finding.problems.find((problem) => problem.level === 'error');
  return { remedy: worst?.remedy, diagnosis: worst?.diagnosis };
}

/** Runs a task's work and tells how it ended; never rejects. */
async function guarded<N extends Named, C>(
  frame: RunFrame<N, C>,
  task: Task<N, C>,
  work: (context: StepContext<N, C>) => Promise<TaskState>,
): Promise<TaskState> {
  const place = placeOf(task);
  try {
    const state = await work(contextFor(frame, task));
    frame.emit({ type: 'task', ...place, state });
    return state;
  } catch (thrown) {
    const error = reportError(frame.toLabError(thrown, task.node?.name), place);
    // After a cancel everything that breaks off breaks off because of it, however the libraries word it.
    if (frame.signal.aborted) frame.emit({ type: 'task', ...place, state: 'cancelled' });
    else frame.emit({ type: 'task', ...place, state: 'failed', error });
    return frame.signal.aborted ? 'cancelled' : 'failed';
  }
}

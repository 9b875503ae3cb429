import { readFileSync, writeSync } from 'node:fs';
import type { Journal } from '../../src/core/engine/journal.ts';
import { loadLab } from '../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { startRun } from '../../src/core/runs/start-run.ts';
import type { StepId } from '../../src/shared/run/steps.ts';
import type { ChildOrder, KillPoint } from './kill-points.ts';

/**
 * The app as a process of its own, that kills itself with SIGKILL at a named point of a run: nothing is flushed, said
 * or tidied up, as with any other kill. Its order comes as JSON by stdin; events go to stdout, one a line.
 */
const order = JSON.parse(readFileSync(0, 'utf8')) as ChildOrder;

function reached(point: KillPoint['point'], step: StepId, node: string | undefined): void {
  const { kill } = order;
  if (kill?.point !== point || kill.step !== step) return;
  if (kill.node !== undefined && node !== undefined && kill.node !== node) return;
  process.kill(process.pid, 'SIGKILL');
}

/** An intent that is carried has been sent at this point, and its action has not. */
async function acting<T>(step: StepId, node: string, action: () => Promise<T>): Promise<T> {
  reached('after-intent', step, node);
  const midst = setTimeout(() => reached('in-midst', step, node), order.kill?.afterMs ?? 150);
  const made = await action().finally(() => clearTimeout(midst));
  reached('after-effect', step, node);
  return made;
}

function killing<N extends { name: string }, C>(journal: Journal<N, C>): Journal<N, C> {
  return {
    ...journal,
    async change(node, step, changes, action) {
      reached('before-intent', step, node.name);
      const result = await journal.change(node, step, changes, () => acting(step, node.name, action));
      reached('before-done', step, node.name);
      return result;
    },
    async carry(node, step, changes, action, how) {
      reached('before-intent', step, node.name);
      const hooked: typeof action = (...given) => acting(step, node.name, () => action(...given));
      const result = await journal.carry(node, step, changes, hooked, how);
      reached('before-done', step, node.name);
      return result;
    },
    async takeBack(node, step, signal, told) {
      reached('before-intent', step, node.name);
      const count = await journal.takeBack(node, step, signal, (change) => {
        reached('after-effect', step, node.name);
        told(change);
      });
      reached('before-done', step, node.name);
      return count;
    },
  };
}

/** Steps that only measure write no journal: their points are the states that they tell. */
const pointOfState: Partial<Record<string, KillPoint['point']>> = {
  checking: 'before-intent',
  applying: 'after-intent',
  measurement: 'after-effect',
  verifying: 'before-done',
};

const run = startRun(
  { ...(await loadLab(order.labFile)), ownFiles: true },
  { prompts: noPrompts, ...order.request },
  { wrapJournal: killing },
);
run.listen((event) => {
  writeSync(1, `${JSON.stringify(event)}\n`);
  if (event.type === 'result' || !order.kill?.observing) return;
  const state = event.type === 'task' ? event.state : event.type;
  const point = pointOfState[state];
  if (point && 'step' in event) reached(point, event.step, event.node);
});
process.on('SIGINT', run.cancel);
const { ok } = await run.finished;
process.exit(ok ? 0 : 1);

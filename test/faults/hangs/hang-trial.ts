import { setTimeout as wait } from 'node:timers/promises';
import { tryInNode, untilInNode } from '../../support/nodes/practice.ts';
import { leftRunning } from '../../support/nodes/processes.ts';
import { namesOf, perform, summary } from '../../support/nodes/run-lab.ts';
import type { Ground } from '../ground.ts';
import { buildSteps } from '../kill-points.ts';
import type { HangKind } from './hang-kinds.ts';
import type { Operation } from './operations.ts';
import type { Waiting } from './typed-command.ts';

/** What was seen of one operation while something hangs. */
export interface HangRow {
  name: string;
  kind: string;
  operation: string;
  verdict: 'passed' | 'failed';
  /** Seconds from the hang, or from its beginning where that was later, to a word on what hangs; absent where it ended without. */
  wordSeconds?: number;
  /** The line with it. */
  word: string;
  /** Seconds to its end where it ended by itself. */
  endSeconds?: number;
  /** Seconds from cancelling to its end: once the word is there, and at once, before any. */
  cancelSeconds: number[];
  /** What it said that it left, last. */
  left: string;
  problems: string[];
}

/** Nobody waits longer for a word; nor for an end, once it was cancelled. */
const wordMs = 10_000;
const cancelMs = 2_000;
/** Longer than both, so that one sees how late it is. */
const patienceMs = 40_000;

/** Builds the lab, hangs, does it twice (until the word comes, and cancelled before) and heals. */
export async function tryHang(ground: Ground, kind: HangKind, operation: Operation): Promise<HangRow> {
  const row: HangRow = {
    ...{ name: hangName(kind, operation), kind: kind.name, operation: operation.name },
    ...{ verdict: 'failed', word: '', cancelSeconds: [], left: '', problems: [] },
  };
  await around(ground, kind, operation, row, (waiting) => untilWord(waiting, kind, operation, row));
  await around(ground, kind, operation, row, async (waiting) => {
    if (await ends(waiting, 2_500)) return;
    await cancelled(waiting, row);
  });
  row.verdict = row.problems.length === 0 ? 'passed' : 'failed';
  return row;
}

/** Whether the hang is one for this operation. */
export const isTouched = ({ beforeOnly, spares = [] }: HangKind, { name, isMidst }: Operation): boolean =>
  !(beforeOnly && isMidst) && !spares.includes(name);

export const hangName = (kind: HangKind, operation: Operation): string => `${operation.name}: ${kind.name}`;

async function around(
  ground: Ground,
  kind: HangKind,
  operation: Operation,
  row: HangRow,
  look: (waiting: Waiting) => Promise<void>,
): Promise<void> {
  const { loaded } = ground;
  const lab = loaded.lab.name;
  const build = () => perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
  // What was cut off may take a second run, as it does after a fault.
  const first = await build();
  const built = first.result.ok ? first : await build();
  if (!built.result.ok) {
    row.problems.push(`before it: ${summary(built.result)}`);
    return;
  }
  const inEach = (source: string) => Promise.all(kind.nodes.map((node) => tryInNode(lab, node, source)));
  let waiting: Waiting | undefined;
  try {
    waiting = await operation.begin(loaded, async () => void (await inEach(kind.inject)));
    await look(waiting);
  } catch (error) {
    row.problems.push(String(error));
  } finally {
    await inEach(kind.heal);
  }
  await Promise.all(kind.nodes.map((node) => untilInNode(lab, node, kind.healed, 60)));
  // One that still waits, though it was cancelled, must not disturb the next.
  if (waiting && !(await ends(waiting, patienceMs))) row.problems.push('did not end even after healing');
  const end = Date.now() + 60_000;
  for (;;) {
    const left = (await Promise.all(namesOf(loaded).map((node) => leftRunning(lab, node)))).flat();
    if (left.length === 0) return;
    if (Date.now() > end) return void row.problems.push(`still running: ${left.join(', ')}`);
  }
}

async function untilWord(
  waiting: Waiting,
  { says, isTold }: HangKind,
  { goesOn }: Operation,
  row: HangRow,
): Promise<void> {
  const since = Date.now();
  const seconds = () => (Date.now() - since) / 1000;
  let isOver = false;
  let isDone = false;
  void waiting.ended.then((done) => {
    [isOver, isDone] = [true, done];
  });
  const word = () => {
    const found = says.exec(waiting.shown());
    return found && wordAround(waiting.shown(), found.index);
  };
  const isOpen = () => !isTold && goesOn?.test(waiting.shown()) === true;
  while (!isOver && !word() && !isOpen() && Date.now() - since < patienceMs) await wait(50);
  isDone ||= isOpen();
  row.word = word() ?? waiting.shown().trim().split('\n').slice(-8).join(' ').slice(-600);
  if (word()) row.wordSeconds = seconds();
  else if (isOver) row.endSeconds = seconds();
  // What goes through after all does not hang.
  if (isOver && !isDone && !word()) row.problems.push('failed without the word');
  if (seconds() * 1000 > wordMs && !isDone) row.problems.push(`no word for ${seconds().toFixed(1)} s`);
  // Where it ends by itself a moment after its word, there is nothing to cancel.
  if (isOver || (await ends(waiting, 300))) row.endSeconds ??= seconds();
  else await cancelled(waiting, row);
}

async function cancelled(waiting: Waiting, row: HangRow): Promise<void> {
  const before = waiting.shown().length;
  const since = Date.now();
  waiting.cancel();
  const isOver = await ends(waiting, patienceMs);
  const seconds = (Date.now() - since) / 1000;
  row.cancelSeconds.push(seconds);
  if (!isOver || seconds * 1000 > cancelMs + 100)
    row.problems.push(`cancelled, it took ${seconds.toFixed(1)} s to end`);
  row.left = waiting.shown().slice(before).trim().split(/\r?\n/).slice(-4).join(' ').slice(-300);
}

const ends = (waiting: Waiting, ms: number): Promise<boolean> =>
  Promise.race([waiting.ended.then(() => true), wait(ms, false, { ref: false })]);

function wordAround(text: string, at: number): string {
  const from = text.lastIndexOf('\n', at) + 1;
  const to = text.indexOf('\n', at);
  return text
    .slice(from, to < 0 ? undefined : to)
    .trim()
    .slice(0, 300);
}

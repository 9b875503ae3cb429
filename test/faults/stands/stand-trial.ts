import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import type { LabEvent, ReportedError } from '../../../src/shared/run/events.ts';
import { inNode, tryInNode, untilInNode } from '../../support/nodes/practice.ts';
import { begin, namesOf, summary } from '../../support/nodes/run-lab.ts';
import { Probe } from '../../support/nodes/truth-probe.ts';
import { WatchingWindow } from '../../support/nodes/watching-window.ts';
import { type Ground, groundDifferences } from '../ground.ts';
import { buildSteps } from '../kill-points.ts';
import type { StandKind } from './stand-kinds.ts';
import { emptyRow, judged, type StandRow } from './stand-row.ts';

/** Longer than anybody should wait, so that one sees how late it is. */
const patienceMs = 40_000;
const resetMs = 180_000;

/** Builds the lab in a window, ends something on a node, and sees what window, check and reset make of it. */
export async function tryStand(ground: Ground, kind: StandKind): Promise<StandRow> {
  const { loaded } = ground;
  const lab = loaded.lab.name;
  const row = emptyRow(kind.name);
  await inWindow(loaded.lab.name, namesOf(loaded), row, async (window, probe) => {
    const built = resultOf(await window.run({ command: 'run', only: ['preflight', ...buildSteps] }));
    if (!built?.ok) throw new Error(`before it: ${built && summary(built)}`);
    if ((await window.shows(() => allDone(window), patienceMs)) === undefined)
      throw new Error(`before it not all was done:\n${window.shownNow}`);
    probe.start();
    try {
      await tryInNode(lab, kind.node, kind.inject);
      await kind.comesThen?.(lab);
      if (kind.seen !== undefined) await untilInNode(lab, kind.node, kind.seen, 60);
      await shown(window, kind, row);
      await checked(loaded, kind.says, row);
      await reset(window, lab, kind, row);
    } finally {
      if (row.reset !== 'equal') await kind.heal(lab);
    }
  });
  if (row.problems.length === 0) row.differences = await groundDifferences(ground);
  return judged(row);
}

/** With a window that looks at the lab, and a probe of its ticks; what goes wrong is a problem of the row. */
export async function inWindow(
  lab: string,
  nodes: readonly string[],
  row: StandRow,
  work: (window: WatchingWindow, probe: Probe) => Promise<void>,
): Promise<void> {
  const probe = new Probe(lab, nodes);
  const state = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-stands-'));
  const window = await WatchingWindow.open(lab, state, (snapshot) => probe.shown(snapshot));
  try {
    await work(window, probe);
  } catch (error) {
    row.problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await probe.stop();
    await window.close();
    await rm(state, { recursive: true, force: true, maxRetries: 5 });
  }
  row.asked = probe.asked;
  row.falseTicks = probe.falseTicks;
}

export const resultOf = (events: readonly LabEvent[]) => {
  const last = events.at(-1);
  return last?.type === 'result' ? last : undefined;
};

const built = ['etcd', 'daemon', 'network', 'workers'];
export const allDone = ({ snapshot }: WatchingWindow): boolean =>
  built.every((step) => {
    const stands = snapshot.stands.filter((one) => one.step === step);
    return stands.length > 0 && stands.every(({ state }) => state === 'done');
  });

async function shown(window: WatchingWindow, { shown: says, node }: StandKind, row: StandRow): Promise<void> {
  let word: unknown;
  const ms = await window.shows(() => {
    word = says(window, node);
    return Boolean(word);
  }, patienceMs);
  if (ms === undefined) row.problems.push(`the window did not say it:\n${window.shownNow}`);
  else Object.assign(row, { windowSeconds: ms / 1000, windowWord: String(word) });
}

/** A check on connections of its own, to its end: also what it says later must be true. */
export async function checked(loaded: LoadedLab, says: RegExp | undefined, row: StandRow): Promise<void> {
  const since = Date.now();
  const { run, told } = begin(loaded, { command: 'check', only: ['preflight', ...buildSteps] });
  run.listen((event) => {
    const said = says && row.checkSeconds === undefined && wordsIn(event).find((word) => says.test(word));
    if (said) Object.assign(row, { checkSeconds: (Date.now() - since) / 1000, checkWord: said });
  });
  const patience = setTimeout(run.cancel, patienceMs);
  const { result } = await told;
  clearTimeout(patience);
  if (row.checkSeconds !== undefined) return;
  row.checkWord = result.ok ? 'went through' : summary(result).slice(0, 300);
  if (says || !result.ok) row.problems.push(`the check ${says ? 'did not say it' : 'failed'}: ${row.checkWord}`);
}

/** What an event tells a person, with its place. */
function wordsIn(event: LabEvent): string[] {
  const place = 'node' in event ? `${event.node}: ` : '';
  const said = [
    ...('message' in event ? [event.message] : []),
    ...('error' in event && event.error ? [event.error.message] : []),
    ...(event.type === 'finding'
      ? [event.finding.summary, ...event.finding.problems.map(({ message }) => message)]
      : []),
    ...(event.type === 'result' ? event.errors.map(({ node, message }) => `${node}: ${message}`) : []),
  ];
  return said.flatMap((words) => (words ? [`${place}${words}`] : []));
}

async function reset(window: WatchingWindow, lab: string, kind: StandKind, row: StandRow): Promise<void> {
  const once = async () => {
    const events = await window.run({ command: 'reset' });
    keepSilence(row, events);
    return resultOf(events);
  };
  let end = await once();
  const told: string[] = [];
  if (kind.refused) {
    const error = end?.errors.find(({ message, remedy }) => kind.refused?.test(message) && remedy);
    if (!error) row.problems.push(`not refused with a remedy: ${end && summary(end)}`);
    else {
      told.push('refused with its remedy');
      await inNode(lab, kind.node, remedyOf(error));
      end = await once();
    }
  }
  if (kind.comesBack) {
    if ((await window.shows(() => window.card?.waiting?.includes(kind.node) === true, 5_000)) === undefined)
      row.problems.push(`it does not wait for ${kind.node}: ${end && summary(end)}`);
    else {
      told.push('waited for the node, then done by itself');
      const back = kind.comesBack(lab);
      const isOver = () => !window.card?.waiting && window.card?.lastRun?.running === false;
      if ((await window.shows(isOver, resetMs)) === undefined)
        row.problems.push('it still waits, though the node is back');
      else if (window.card?.lastRun?.ok !== true)
        row.problems.push(
          `the reset after it: ${window.card?.lastRun?.errors.map(({ message }) => message).join(' | ')}`,
        );
      await back;
    }
  } else if (!end?.ok) row.problems.push(`the reset did not go through: ${end && summary(end)}`);
  row.reset = row.problems.length === 0 ? [...told, 'equal'].join(', ') : 'failed';
}

/** A command of the remedy, as one pastes it: `On NODE: COMMAND. Then reset again.` */
const remedyOf = ({ remedy = '' }: ReportedError): string =>
  remedy
    .replace(/^On \S+: /, '')
    .replace(/\. Then reset again\.$/, '')
    .replace(/ \(if that .*$/, '');

/** Keeps the longest time in which a reset told nothing, and what it had told last before that. */
export function keepSilence(row: StandRow, events: readonly LabEvent[]): void {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (!before) continue;
    const seconds = (Date.parse(event.at) - Date.parse(before.at)) / 1000;
    if (seconds <= (row.resetSilence ?? 0)) continue;
    row.resetSilence = seconds;
    row.silentAfter = JSON.stringify({ ...before, texts: undefined }).slice(0, 300);
  }
}

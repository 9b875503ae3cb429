import os from 'node:os';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import { withoutNames, withoutSecrets } from '../log/scrub.ts';
import { safeJson } from '../report/safe-json.ts';
import { knownNames } from './known-names.ts';
import type { State } from './state.ts';

/** Of each long part; what stands in its middle goes first. */
const mostChars = 500_000;

/**
 * One text for whoever looks into a bug: versions, settings, labs by size, the last run, the log. Without secrets; without
 * names and addresses of machines, people and folders too, unless they were wanted.
 */
export async function bugReport(state: State, withNames: boolean): Promise<{ fileName: string; text: string }> {
  await state.labs.refresh();
  const cards = state.labs.cards.value;
  const now = new Date().toISOString();
  const parts = [
    ['Versions', versions(state)],
    ['Settings', JSON.stringify(await state.settings.read(), null, 2)],
    ['Labs', cards.map(labLine).join('\n') || 'none'],
    ['Last run', await lastRun(state, cards)],
    ['Log', middleOut(state.log.tail(mostChars))],
  ];
  const body = parts.map(([title, text]) => `## ${title}\n\n${text}`).join('\n\n');
  const text = withNames ? body : withoutNames(body, await knownNames(cards, state.env));
  const names = withNames ? 'It contains names and addresses.' : 'Names and addresses that the app knows are left out.';
  const head = `# Overlay Lab: bug report\n\n${now}. ${names} Review it before you send it to anyone.`;
  const fileName = `overlay-lab-bug-${now.slice(0, 16).replaceAll(/[:T]/g, '-')}.md`;
  return { fileName, text: withoutSecrets(`${head}\n\n${text}\n`) };
}

function versions({ options }: State): string {
  const { node, electron, chrome } = process.versions;
  const system = `${os.type()} ${os.release()} ${os.arch()}, ${os.version()}`;
  const programs = [
    ['Node', node],
    ['Electron', electron],
    ['Chromium', chrome],
  ].filter(([, version]) => version);
  return [`Overlay Lab ${options.version}, ${options.shell}`, system, ...programs.map((one) => one.join(' '))].join(
    '\n',
  );
}

function labLine({ name, kind, nodes, state, lastRun, problem }: LabCard): string {
  const run = lastRun ? `; last ${lastRun.command} at ${lastRun.at}, ok: ${lastRun.ok}` : '';
  return `${name}: ${kind}, ${nodes.length} nodes, ${state}${run}${problem ? `; ${problem}` : ''}`;
}

async function lastRun({ labs, runs }: State, cards: readonly LabCard[]): Promise<string> {
  const [newest] = cards
    .flatMap(({ id: lab, lastRun: run }) => (run ? [{ ...run, lab }] : []))
    .toSorted((one, other) => other.at.localeCompare(one.at));
  if (!newest) return 'none';
  try {
    const { lab } = await labs.load(newest.lab);
    const events = await runs.allEvents(newest.id, lab.name);
    return middleOut(events.map(safeJson).join('\n'));
  } catch (error) {
    return `could not be read: ${(error as Error).message}`;
  }
}

function middleOut(text: string): string {
  if (text.length <= mostChars) return text.trimEnd() || 'empty';
  const half = mostChars / 2;
  return `${text.slice(0, half)}\n(${text.length - mostChars} characters omitted here)\n${text.slice(-half)}`;
}

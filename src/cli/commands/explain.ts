import type { Command } from 'commander';
import { catalogue, diagnosisOf, searchCatalogue, sourceAddress } from '../../shared/diagnosis/catalogue.ts';
import type { Action, Diagnosis } from '../../shared/diagnosis/diagnosis.ts';
import { LabError } from '../../shared/errors.ts';
import { inWords, spoken, texts, type Words } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { paint } from '../render/paint.ts';
import type { Style } from '../render/style.ts';
import { padStart, wrap } from '../render/width.ts';
import { type Session, say } from '../session.ts';
import type { Act } from './act.ts';

/** `explain`: the catalogue of failures; touches no node. */
export function addExplainCommand(program: Command, act: Act): void {
  program
    .command('explain')
    .description(spoken.explain.command)
    .argument('[what...]', spoken.explain.what)
    .action(act((session, [words]: [string[]]) => explain(session, words)));
}

async function explain(session: Session, words: readonly string[]): Promise<number> {
  const { style } = session;
  const [only] = words;
  const row = words.length === 1 && only !== undefined && /^\d+$/.test(only) ? diagnosisOf(Number(only)) : undefined;
  if (row) {
    say(session, 'explain', { diagnosis: row }, rowLines(row, style));
    return exitCodes.done;
  }
  const rows = words.length === 0 ? catalogue : searchCatalogue(words.join(' '));
  if (rows.length === 0)
    throw new LabError('not-found', texts.explain.noMatch({ words: words.join(' ').slice(0, 80) }), {
      remedy: texts.explain.noMatchRemedy,
    });
  say(session, 'explain', { diagnoses: rows }, [
    ...rows.flatMap((one) => listed(one, style)),
    '',
    spoken.explain.oneInFull,
  ]);
  return exitCodes.done;
}

function listed({ number, title }: Diagnosis, style: Style): string[] {
  return wrap(inWords(title), style.columns - 6).map(
    (line, index) => `${padStart(index === 0 ? String(number) : '', 4)}  ${line}`,
  );
}

function rowLines(row: Diagnosis, style: Style): string[] {
  const heading = (text: string) => ['', paint(style, 'bold', text)];
  const text = (words: Words) => wrap(inWords(words), style.columns - 4).map((line) => `  ${line}`);
  // Commands are not broken: a broken one cannot be pasted.
  const action = ({ text: words, commands }: Action) => [
    ...text(words),
    ...(commands.length > 0 ? [''] : []),
    ...commands.map((command) => `    ${command}`),
  ];
  return [
    paint(style, 'bold', `${row.number}  ${inWords(row.title)}`),
    ...heading(spoken.explain.whatYouSee),
    ...text(row.see),
    ...heading(spoken.explain.why),
    ...text(row.inferred ? spoken.explain.inferred({ why: inWords(row.why) }) : row.why),
    ...heading(spoken.explain.howToCheck),
    ...action(row.check),
    ...heading(spoken.explain.whatToDoTitle),
    ...action(row.remedy),
    ...heading(spoken.explain.reportedIn),
    ...row.sources.map((source) => `  ${sourceAddress(source) ?? source}`),
  ];
}

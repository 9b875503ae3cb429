import type { DiagnosisReport, FoundCause } from '../../shared/diagnosis/report.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { wrap } from './width.ts';

/** What a diagnosis found, for people: each cause with its evidence and remedy, and what it excluded. */
export function diagnosisLines({ causes, looked }: DiagnosisReport, style: Style): string[] {
  const named = (state: string) => looked.filter((one) => one.state === state).map(({ name }) => name);
  const [well, unseen] = [named('well'), named('unseen')];
  return [
    causes.length === 0 ? spoken.diagnose.allWell : spoken.diagnose.found({ count: causes.length }),
    ...causes.flatMap((cause, index) => ['', ...causeLines(cause, index + 1, style)]),
    '',
    ...(well.length > 0 ? wrap(spoken.diagnose.excluded({ names: well }), style.columns) : []),
    ...(unseen.length > 0 ? wrap(spoken.diagnose.unseen({ names: unseen }), style.columns) : []),
  ];
}

function causeLines(
  { row, title, nodes, evidence, remedy, latent }: FoundCause,
  place: number,
  style: Style,
): string[] {
  const indented = (text: string) => wrap(text, style.columns - 4).map((line) => `    ${line}`);
  return [
    paint(style, 'bold', `${place}  ${title} (${spoken.diagnose.onNodes({ nodes })})`),
    ...(latent ? [`   ${spoken.diagnose.latent}`] : []),
    `   ${spoken.diagnose.evidence}`,
    ...evidence.flatMap(indented),
    `   ${spoken.explain.whatToDoTitle}`,
    ...indented(remedy.text),
    // Commands are not broken: a broken one cannot be pasted.
    ...remedy.commands.map((command) => `      ${command}`),
    `   ${spoken.diagnose.inFull({ row })}`,
  ];
}

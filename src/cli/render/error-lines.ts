import type { ReportedError } from '../../shared/run/events.ts';
import { atNode } from '../../shared/text/at-node.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { wrap } from './width.ts';

/** Where, why, and what to do about it. */
export function errorLines(error: ReportedError, style: Style): string[] {
  const names = error.node && atNode(error.node, error.message) === error.message;
  const where = [names ? undefined : error.node, error.step].filter(Boolean).join(' · ');
  const lines = wrap(`${where ? `${where}: ` : ''}${error.message}`, style.columns - 4);
  const more = [
    error.remedy && spoken.cli.whatToDo({ remedy: error.remedy }),
    error.diagnosis !== undefined && moreAbout(error.diagnosis),
  ].filter((text) => typeof text === 'string');
  return [
    ...lines.map((line, index) => `${index === 0 ? paint(style, 'red', '✗') : ' '} ${paint(style, 'red', line)}`),
    ...more.flatMap((text) => wrap(text, style.columns - 6).map((line) => `    ${line}`)),
  ];
}

export const moreAbout = (diagnosis: number): string => spoken.cli.forMore({ diagnosis });

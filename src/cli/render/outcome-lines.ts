import { outcomeWords } from '../../core/class/class-report.ts';
import type { SeatOutcome } from '../../shared/class/outcome.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';

/** A seat that is done: its mark, and what came of it in one line; why it failed, with the remedy, below. */
export function outcomeLines(outcome: SeatOutcome, style: Style): string[] {
  const { seat, state, seconds, error, proof } = outcome;
  const mark = state === 'ok' ? paint(style, 'green', '✓') : paint(style, state === 'failed' ? 'red' : 'yellow', '✗');
  const words = [outcomeWords(outcome), spoken.class.seconds({ seconds: seconds.toFixed(1) })];
  const why = error && state !== 'cancelled' ? [error.message, error.remedy ?? ''] : [];
  const below = [...why, ...(proof?.differences ?? [])]
    .filter((line) => line !== '')
    .flatMap((line) => line.split('\n'));
  return [`${mark} ${seat}: ${words.join(', ')}`, ...below.map((line) => `    ${line}`)];
}

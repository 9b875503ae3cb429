import type { StepState } from '../../core/report/step-state.ts';
import type { TaskState } from '../../shared/run/events.ts';
import { type Colour, paint } from './paint.ts';
import type { Style } from './style.ts';

const marks: Record<StepState, [string, Colour]> = {
  waiting: ['·', 'dim'],
  running: ['…', 'cyan'],
  done: ['✓', 'green'],
  planned: ['~', 'yellow'],
  failed: ['✗', 'red'],
  blocked: ['-', 'yellow'],
  cancelled: ['-', 'yellow'],
};

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const plainSpinner = ['|', '/', '-', '\\'];

/** The sign of a state, two columns wide where signs are words. */
export function mark(state: StepState | TaskState, style: Style): string {
  const [sign, colour] = marks[state as StepState] ?? marks.running;
  return paint(style, colour, style.unicode ? sign : sign === '✓' ? 'ok' : sign === '✗' ? 'x ' : `${sign} `);
}

export function spin(turn: number, style: Style): string {
  const signs = style.unicode ? spinner : plainSpinner;
  const sign = signs[turn % signs.length] ?? '';
  return paint(style, 'cyan', style.unicode ? sign : `${sign} `);
}

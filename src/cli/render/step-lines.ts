import { levelWord, type StepState, stateWord, stepSeconds, stepState } from '../../core/report/step-state.ts';
import type { RunCommand } from '../../shared/run/events.ts';
import type { Problem } from '../../shared/run/steps.ts';
import type { StepView, TaskView } from '../../shared/run/view.ts';
import { atNode } from '../../shared/text/at-node.ts';
import { spoken } from '../../shared/texts/text.ts';
import { moreAbout } from './error-lines.ts';
import { mark } from './marks.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { cut, padEnd, padStart, wrap } from './width.ts';

const timeWidth = 8;

/** What stays of a step when it is over: its line, what its checks warned of, and what went wrong where. */
export function stepLines(step: StepView, command: RunCommand, changes: number, style: Style): string[] {
  const state = stepState(step);
  const note = [changes > 0 && counted(changes, command), noteOf(step, state, command)].filter(Boolean).join(', ');
  const line = headLine(step, mark(state, style), note, style);
  return [line, ...step.tasks.flatMap((task) => detailLines(task, style))];
}

/** Room for the longest title, less where the terminal is narrow. */
const titleWidthOf = (style: Style) => (style.columns < 60 ? 20 : 30);

export function headLine(step: StepView, sign: string, note: string, style: Style, now?: Date): string {
  const titleWidth = titleWidthOf(style);
  const seconds = stepSeconds(step, now);
  const time = padStart(seconds === undefined ? '' : `${seconds.toFixed(1)} s`, timeWidth);
  const head = `${sign} ${padEnd(cut(step.title, titleWidth), titleWidth)}${paint(style, 'dim', time)}`;
  const room = style.columns - titleWidth - timeWidth - 7;
  // A log has no edge to break at, and whoever reads it later wants all of it.
  const line = note.replace(/\s+/g, ' ');
  const shown = style.live ? cut(line, room) : line;
  return shown === '' ? head : `${head}  ${shown}`;
}

function noteOf(step: StepView, state: StepState, command: RunCommand): string {
  const count = step.tasks.length;
  if (state === 'failed') {
    const failed = step.tasks.filter((task) => task.state === 'failed');
    return count > 1 ? spoken.cli.failedOn({ failed: failed.length, count }) : stateWord('failed');
  }
  if (state !== 'done' && state !== 'planned') return stateWord(state === 'running' ? 'applying' : state);
  if (command === 'undo' || command === 'reset') return '';
  const summaries = new Set(step.tasks.map((task) => task.finding?.summary ?? ''));
  return summaries.size === 1 ? [...summaries].join('') : spoken.cli.nodes({ count });
}

function counted(changes: number, command: RunCommand): string {
  const back = command === 'undo' || command === 'reset';
  return (back ? spoken.report.changesUndone : spoken.report.changes)({ count: changes });
}

function detailLines(task: TaskView, style: Style): string[] {
  const { finding, error, node } = task;
  const message = error?.message;
  // An error that sums up its problems names them: they are not listed again.
  const problems = (finding?.problems ?? []).filter(
    (problem) => /^(warning|error)$/.test(problem.level) && !message?.includes(problem.message),
  );
  // What a check found and a run would fix is no error.
  const word = (level: Problem['level']) =>
    level === 'error' && task.state !== 'failed' ? spoken.cli.found : levelWord(level);
  return [
    ...(error ? indented(atNode(error.node ?? node, error.message), 'red', style) : []),
    ...(task.state === 'planned' ? (finding?.diff ?? []) : []).flatMap((change) =>
      indented(node ? `${node}: ${change}` : change, 'yellow', style),
    ),
    ...problems.flatMap((problem) => {
      const more = [
        ...(problem.remedy ? [spoken.cli.whatToDo({ remedy: problem.remedy })] : []),
        ...(problem.diagnosis === undefined ? [] : [moreAbout(problem.diagnosis)]),
      ];
      return indented(
        [`${node ? `${node}: ` : ''}${word(problem.level)}: ${problem.message}`, ...more].join('\n'),
        'yellow',
        style,
      );
    }),
  ];
}

function indented(text: string, colour: 'red' | 'yellow', style: Style): string[] {
  return wrap(text, style.columns - 6).map(
    (line, index) => `${index === 0 ? '    ' : '      '}${paint(style, colour, line)}`,
  );
}

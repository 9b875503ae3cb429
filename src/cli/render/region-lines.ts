import { stateWord, stepState } from '../../core/report/step-state.ts';
import type { RunView, StepView, TaskView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { mark, spin } from './marks.ts';
import { paint } from './paint.ts';
import { headLine } from './step-lines.ts';
import type { Style } from './style.ts';
import { cut, padEnd } from './width.ts';

/** What is redrawn while a run is in progress: a line a step that is not over, and below it its nodes at work. */
export function regionLines(view: RunView, turn: number, now: Date, full: Style): string[] {
  // Terminals differ in whether a full line breaks; one that breaks would be two to erase.
  const style = { ...full, columns: full.columns - 1 };
  const open = view.steps.filter((step) => ['running', 'waiting'].includes(stepState(step)));
  const lines = open.flatMap((step) => openLines(step, turn, now, style));
  if (view.steps.length === 0) lines.push(`${spin(turn, style)} ${cut(connecting(view), style.columns - 3)}`);
  const elapsed = paint(style, 'dim', `  ${((now.getTime() - Date.parse(view.startedAt)) / 1000).toFixed(0)} s`);
  const room = Math.max(1, style.rows - 3);
  const shown = lines.slice(0, room);
  if (lines.length > room) shown.push(paint(style, 'dim', spoken.cli.andMoreLines({ count: lines.length - room })));
  return [...shown, elapsed];
}

function connecting({ nodes }: RunView): string {
  const waiting = nodes.filter((node) => node.state === 'connecting').map((node) => node.name);
  return waiting.length > 0 ? spoken.cli.connectingTo({ nodes: waiting }) : spoken.cli.gettingReady;
}

function openLines(step: StepView, turn: number, now: Date, style: Style): string[] {
  if (stepState(step) === 'waiting') return [`${mark('waiting', style)} ${paint(style, 'dim', cut(step.title, 40))}`];
  const only = step.tasks.length === 1 ? step.tasks[0] : undefined;
  const head = headLine(step, spin(turn, style), only ? doing(only) : '', style, now);
  return [head, ...(only ? [] : step.tasks.map((task) => taskLine(task, turn, style)))];
}

function taskLine(task: TaskView, turn: number, style: Style): string {
  const over = ['done', 'planned', 'failed', 'blocked', 'cancelled', 'waiting'].includes(task.state);
  const sign = over ? mark(task.state, style) : spin(turn, style);
  return `    ${sign} ${padEnd(cut(task.node ?? '', 16), 16)} ${cut(doing(task), style.columns - 26)}`;
}

function doing(task: TaskView): string {
  const percent = task.fraction === undefined ? '' : ` ${Math.round(task.fraction * 100)} %`;
  const said = task.error?.message ?? task.message ?? stateWord(task.state);
  return `${said.replace(/\s+/g, ' ')}${percent}`;
}

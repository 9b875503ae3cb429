import { inNodeOrder } from '../../core/report/node-order.ts';
import { outputText } from '../../core/report/output-text.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { OutputView, RunView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';

/** With many nodes there are thousands; the report has all of them. */
const shownOfStep = 8;

/** What a step's commands really printed, each with the node that it ran on. */
export function outputLines(view: RunView, step: StepId, style: Style): string[] {
  const said = view.outputs.filter((output) => output.step === step);
  // A step of the whole cluster tells in an order of its own.
  const outputs = said.every(({ node }) => node) ? inNodeOrder(view, said, ({ on }) => on) : said;
  const rest = outputs.length - shownOfStep;
  const lines = outputs.slice(0, shownOfStep).flatMap((output) => oneOutput(output, style));
  if (outputs.length > 0) lines.push('');
  if (rest > 0) lines.push(paint(style, 'dim', spoken.cli.moreLikeThese({ rest })), '');
  return lines;
}

function oneOutput(output: OutputView, style: Style): string[] {
  const command = paint(
    style,
    'bold',
    spoken.cli
      .onNode({ node: output.on, command: output.command })
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' '),
  );
  return ['', command, ...outputText(output).split('\n')];
}

import { tutorialBeside } from '../../shared/run/tutorial-beside.ts';
import { spoken } from '../../shared/texts/text.ts';
import { type Html, html } from './html-escape.ts';
import type { TimedOutput } from './report-model.ts';
import { second } from './timeline.ts';

/** What the nodes really printed; where the tutorial shows the same command, its text stands beside. */
export function htmlOutputs(outputs: readonly TimedOutput[]): Html {
  return html`${outputs.map((output) => htmlOutput(output))}`;
}

export function htmlOutput(output: TimedOutput): Html {
  const beside = tutorialBeside(output);
  const own = html`<pre tabindex="0"><b>${output.command}</b>
${output.text}</pre>`;
  const body = beside
    ? html`<div class="pair"><div><p class="note">${spoken.report.thisLab}</p>${own}</div><div><p class="note">${spoken.report.tutorial}</p>
<pre tabindex="0"><b>${beside.command}</b>
${beside.text}</pre></div></div>`
    : own;
  const { on: node, at, command, leftOut = 0 } = output;
  const [first = '', ...more] = command.split('\n');
  return html`<details class="output"><summary>${first}${more.length > 0 && ' …'} <span class="note">${spoken.report.onNodeAt({ node, time: second(at) })}</span></summary>
${body}${leftOut > 0 && html`<p class="note">${spoken.report.leftOut({ count: leftOut })}</p>`}</details>
`;
}

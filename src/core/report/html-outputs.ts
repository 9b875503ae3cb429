import { tutorialBeside } from '../../shared/run/tutorial-beside.ts';
import type { OutputView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { type Html, html } from './html-escape.ts';
import { promptLine } from './prompt-line.ts';

/** What the nodes really printed; where the tutorial shows the same command, its text stands beside. */
export function htmlOutputs(outputs: readonly OutputView[]): Html {
  return html`${outputs.map((output, index) => htmlOutput(output, index < 4))}`;
}

function htmlOutput(output: OutputView, open: boolean): Html {
  const beside = tutorialBeside(output);
  const own = html`<pre tabindex="0"><b>${promptLine(output)}</b>
${output.text}</pre>`;
  const body = beside
    ? html`<div class="pair"><div><p class="note">${spoken.report.thisLab}</p>${own}</div><div><p class="note">${spoken.report.tutorial}</p>
<pre tabindex="0"><b>$ ${beside.command}</b>
${beside.text}</pre></div></div>`
    : own;
  return html`<details class="card"${open && html` open`}><summary>${output.command} <span class="note">${spoken.report.onNode({ node: output.on })}</span></summary>
${body}</details>
`;
}

import { spoken } from '../../shared/texts/text.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { type Html, html } from './html-escape.ts';
import { htmlOutput, htmlOutputs } from './html-outputs.ts';
import { htmlSteps } from './html-steps.ts';
import type { ReportModel } from './report-model.ts';
import { resultOf, second, secondsOf } from './timeline.ts';
import type { WorkPart } from './work-model.ts';

/** Part by part what was done, by runs and by hand, in the order of time. */
export function htmlParts(parts: readonly WorkPart[]): Html {
  return html`${parts.map(htmlPart)}`;
}

function htmlPart({ title, entries, steps }: WorkPart, index: number): Html {
  const done = entries.map((entry) => ('run' in entry ? htmlRun(entry.run, steps) : htmlTyped(entry.typed)));
  return html`<h3 class="part">${index + 1}. ${title}</h3>
${entries.length > 0 ? done : html`<p class="note">${spoken.report.notDone}</p>`}
`;
}

function htmlRun(run: ReportModel, own: readonly string[]): Html {
  const steps = run.steps.filter(({ id }) => own.includes(id));
  const changes = run.changes.filter(({ step }) => own.includes(step));
  const outputs = run.outputs.filter(({ step }) => own.includes(step));
  return html`<div class="card"><div class="head"><h4>${spoken.report.byTheRun({ command: run.command })}</h4><span class="note">${second(run.startedAt)}</span></div>
${htmlSteps(steps)}${changes.length > 0 && htmlChanges(changes)}${htmlOutputs(outputs)}</div>
`;
}

function htmlChanges(changes: ReportModel['changes']): Html {
  const lines = changes.map(
    ({ node, change, undone }) =>
      html`<li>${node && html`<strong>${node}</strong> `}${undone ? spoken.report.undone({ change }) : change}</li>`,
  );
  return html`<p class="note">${spoken.report.changesOnNodes}</p><ul class="tasks">${lines}</ul>`;
}

function htmlTyped(entry: TypedEntry): Html {
  const { at, node, container, step, command, text, leftOut } = entry;
  const on = container ?? node;
  const took = secondsOf(entry);
  return html`<div class="card"><div class="head"><h4>${spoken.report.typedOn({ node: on })}</h4><span class="note">${second(at)}</span><span class="badge">${resultOf(entry)}</span>${
    took !== '' && html`<span class="time">${took} s</span>`
  }</div>
${htmlOutput({ step, node, on, command, text: text.trimEnd() || spoken.report.printedNothing, at, ...(leftOut && { leftOut }) })}</div>
`;
}

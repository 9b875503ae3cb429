import { spoken } from '../../shared/texts/text.ts';
import { type Html, html } from './html-escape.ts';
import { second } from './timeline.ts';
import type { WorkModel } from './work-model.ts';

type Told = WorkModel['errors'][number];

/** In which run, where, why, and what to do. */
export function htmlErrors(errors: readonly Told[]): Html {
  return html`${errors.map(htmlError)}`;
}

function htmlError({ run, error }: Told): Html {
  const where = [error.node, error.step].filter(Boolean).join(' · ');
  return html`<div class="card"><div class="head"><h3>${where || spoken.report.theRun}</h3><span class="badge bad">${error.code}</span><span class="note">${spoken.report.byTheRun({ command: run.command })}, ${second(run.startedAt)}</span></div>
<p>${error.message}</p>${error.remedy && html`<p><strong>${spoken.report.whatToDo}</strong> ${error.remedy}</p>`}${
    error.diagnosis !== undefined &&
    html`<p class="note">${spoken.report.more} <code>npx overlay-lab explain ${error.diagnosis}</code></p>`
  }</div>
`;
}

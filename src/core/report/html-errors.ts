import type { ReportedError } from '../../shared/run/events.ts';
import { spoken } from '../../shared/texts/text.ts';
import { type Html, html } from './html-escape.ts';

/** Where, why, and what to do. */
export function htmlErrors(errors: readonly ReportedError[]): Html {
  return html`${errors.map(htmlError)}`;
}

function htmlError(error: ReportedError): Html {
  const where = [error.node, error.step].filter(Boolean).join(' · ');
  return html`<div class="card"><div class="head"><h3>${where || spoken.report.theRun}</h3><span class="badge bad">${error.code}</span></div>
<p>${error.message}</p>${error.remedy && html`<p><strong>${spoken.report.whatToDo}</strong> ${error.remedy}</p>`}${
    error.diagnosis !== undefined &&
    html`<p class="note">${spoken.report.more} <code>npx overlay-lab explain ${error.diagnosis}</code></p>`
  }</div>
`;
}

import { createHash } from 'node:crypto';
import { tutorialSource } from '../../shared/run/tutorial.ts';
import { spoken } from '../../shared/texts/text.ts';
import { barChart } from './bar-chart.ts';
import { htmlErrors } from './html-errors.ts';
import { type Html, html } from './html-escape.ts';
import { htmlOutputs } from './html-outputs.ts';
import { htmlSteps } from './html-steps.ts';
import { style } from './html-style.ts';
import { htmlTable } from './html-table.ts';
import type { ReportModel } from './report-model.ts';

/** One file without script, links or fonts from elsewhere: it can be mailed, kept and opened anywhere. */
export function reportHtml(model: ReportModel): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="${spoken.report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${spoken.report.pageTitle({ lab: model.lab, command: model.command, day: day(model.startedAt) })}</title>
<style>STYLE</style>
</head>
<body>
${heading(model)}
<main>
${section(spoken.report.wentWrong, model.errors.length > 0 && htmlErrors(model.errors))}
${section(spoken.report.figures, model.tables.length > 0 && figures(model))}
${section(spoken.report.steps, htmlSteps(model.steps))}
${section(spoken.report.outputs, model.outputs.length > 0 && htmlOutputs(model.outputs))}
${section(spoken.report.changesOnNodes, model.changes.length > 0 && changes(model))}
</main>
<footer><p>${spoken.report.footer({ source: tutorialSource })}</p></footer>
</body>
</html>
`;
  return page.text.replace('<style>STYLE</style>', () => `<style>${style}</style>`);
}

function heading(model: ReportModel): Html {
  const { noEnd, ok, notOk } = spoken.report;
  const [word, kind] = model.ok === null ? [noEnd, 'warn'] : model.ok ? [`✓ ${ok}`, 'good'] : [`✗ ${notOk}`, 'bad'];
  return html`<header><p class="eyebrow">${spoken.report.pageHead}</p>
<div class="head"><h1>${model.lab}</h1><span class="badge ${kind}">${word}</span></div>
<p class="closing">${model.closing}</p>
<dl class="facts"><div><dt>${spoken.report.command}</dt><dd>${model.command}</dd></div><div><dt>${spoken.report.date}</dt><dd><time datetime="${model.startedAt}">${day(
    model.startedAt,
  )}</time></dd></div><div><dt>${spoken.report.nodes}</dt><dd>${model.nodes.join(', ')}</dd></div><div><dt>${spoken.report.run}</dt><dd>${model.run}</dd></div></dl></header>`;
}

function section(title: string, body: Html | false): Html | undefined {
  return body ? html`<section><h2>${title}</h2>\n${body}</section>` : undefined;
}

function figures(model: ReportModel): Html {
  return html`${model.figures && html`<div class="card">${barChart(model.figures)}</div>`}${model.tables.map(htmlTable)}`;
}

function changes(model: ReportModel): Html {
  const lines = model.changes.map(
    ({ node, change, undone }) =>
      html`<li>${node && html`<strong>${node}</strong> `}${undone ? spoken.report.undone({ change }) : change}</li>`,
  );
  return html`<div class="card"><ul class="tasks">${lines}</ul></div>`;
}

function day(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

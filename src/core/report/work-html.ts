import { createHash } from 'node:crypto';
import { tutorialSource } from '../../shared/run/tutorial.ts';
import { spoken } from '../../shared/texts/text.ts';
import { barChart } from './bar-chart.ts';
import { htmlErrors } from './html-errors.ts';
import { type Html, html } from './html-escape.ts';
import { htmlParts } from './html-parts.ts';
import { style } from './html-style.ts';
import { htmlTable } from './html-table.ts';
import { minute, type WorkModel } from './work-model.ts';

/** One file without script, links or fonts from elsewhere: it can be mailed, kept and opened anywhere. */
export function workHtml(model: WorkModel): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="${spoken.report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${spoken.report.pageTitle({ lab: model.lab, day: minute(model.to) })}</title>
<style>STYLE</style>
</head>
<body>
${heading(model)}
<main>
${section(spoken.report.figures, model.tables.length > 0 && figures(model))}
${section(spoken.report.everything, htmlTable(model.timeline))}
${section(spoken.report.wentWrong, model.errors.length > 0 && htmlErrors(model.errors))}
${section(spoken.report.partByPart, htmlParts(model.parts))}
</main>
<footer><p>${spoken.report.footer({ source: tutorialSource })}</p></footer>
</body>
</html>
`;
  return page.text.replace('<style>STYLE</style>', () => `<style>${style}</style>`);
}

function heading({ lab, track, nodes, from, to, runs, typed, others, drills }: WorkModel): Html {
  const facts: [string, string | Html][] = [
    [
      spoken.report.date,
      html`<time datetime="${from}">${minute(from)}</time> – <time datetime="${to}">${minute(to)}</time>`,
    ],
    [spoken.report.track, track],
    [spoken.report.nodes, nodes.join(', ')],
    [spoken.report.runs, String(runs.length)],
    [spoken.report.typedCommands, spoken.report.typedCount({ count: typed.length, others })],
    [spoken.report.drillCount, String(drills.length)],
  ];
  return html`<header><p class="eyebrow">${spoken.report.pageHead}</p>
<h1>${lab}</h1>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>`;
}

function section(title: string, body: Html | false): Html | undefined {
  return body ? html`<section><h2>${title}</h2>\n${body}</section>` : undefined;
}

function figures(model: WorkModel): Html {
  return html`${model.figures && html`<div class="card">${barChart(model.figures)}</div>`}${model.tables.map(htmlTable)}`;
}

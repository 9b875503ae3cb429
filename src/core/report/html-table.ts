import type { Table } from '../../shared/text/table.ts';
import { type Html, html } from './html-escape.ts';

/** A table that a screen reader can walk: caption, column heads, and the first cell of each row as its head. */
export function htmlTable(table: Table): Html {
  const figures = new Set(table.figures);
  const classOf = (column: number) => (figures.has(column) ? html` class="figure"` : undefined);
  const past = table.rows.length - (table.tutorialRows ?? 0);
  const cell = (text: string, column: number) =>
    column === 0 ? html`<th scope="row">${text}</th>` : html`<td${classOf(column)}>${text}</td>`;
  return html`<div class="scroll" role="region" aria-label="${table.caption}" tabindex="0"><table>
<caption>${table.caption}</caption>
<thead><tr>${table.head.map((text, column) => html`<th scope="col"${classOf(column)}>${text}</th>`)}</tr></thead>
<tbody>
${table.rows.map((row, index) => html`<tr${index >= past && html` class="past"`}>${row.map(cell)}</tr>\n`)}</tbody></table></div>
`;
}

/** Columns and rows as Markdown; cells are escaped by whoever makes them. */
export const markdownTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(1)} s`);

/** Words of a program as one cell. */
export const cell = (text: string, most: number): string =>
  text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, most);

import { readFileSync } from 'node:fs';

/** Draws what a command printed as a picture of a terminal: `npx overlay-lab run … | node scripts/picture.ts >docs/run.svg`. */
const columns = 104;
const lineHeight = 17;
const charWidth = 7.85;
const margin = 18;
const barHeight = 30;

const lines = readFileSync(0, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.slice(0, columns));
const width = Math.round(columns * charWidth + 2 * margin);
const height = barHeight + lines.length * lineHeight + 2 * margin;

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const colourOf = (line: string): string => {
  if (/^\s*✓/.test(line)) return '#7ee787';
  if (/^\s*✗/.test(line)) return '#ff7b72';
  if (/^\s*\S+@\S+:/.test(line) || line.startsWith('$')) return '#79c0ff';
  return '#e6edf3';
};
const text = lines.map((line, index) => {
  const y = barHeight + margin + (index + 1) * lineHeight - 4;
  return `<text x="${margin}" y="${y}" fill="${colourOf(line)}" xml:space="preserve">${escaped(line)}</text>`;
});
const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
  (fill, index) => `<circle cx="${20 + index * 20}" cy="15" r="6" fill="${fill}"/>`,
);

console.log(
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A run of the whole tutorial in a terminal" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/><rect width="100%" height="${barHeight}" rx="8" fill="#21262d"/>`,
    ...dots,
    ...text,
    '</svg>',
  ].join('\n'),
);

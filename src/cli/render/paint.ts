import type { Style } from './style.ts';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Colour = keyof typeof codes;

export function paint(style: Pick<Style, 'colour'>, colour: Colour, text: string): string {
  if (!style.colour || text === '') return text;
  const [on, off] = codes[colour];
  return `\x1b[${on}m${text}\x1b[${off}m`;
}

const plain: Record<string, string> = {
  '✓': '+',
  '✗': 'x',
  '→': '>',
  '…': '.',
  '·': '-',
  '─': '-',
  '│': '|',
  '┼': '+',
};

/** The app's own signs where the locale has no Unicode, each as wide as before; other characters are left as they are. */
export function forLocale(style: Pick<Style, 'unicode'>, text: string): string {
  return style.unicode ? text : text.replace(/[✓✗→…·─│┼]/g, (sign) => plain[sign] ?? sign);
}

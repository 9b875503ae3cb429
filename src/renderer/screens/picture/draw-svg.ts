import type { Layout, Way } from './layout.ts';
import type { Placed } from './layout-column.ts';
import { cut, subtitleOf, titleOf } from './words.ts';

/** Colours stand in the drawing itself: it is looked at without the app. */
const palettes = {
  light: {
    ...{ text: '#1c1f24', faint: '#565e67', page: '#ffffff', card: '#f5f6fa', line: '#8b93a3' },
    ...{ overlay: '#4f40be', underlay: '#0b6a7f', store: '#9a5b00', bad: '#b3261e' },
  },
  dark: {
    ...{ text: '#e6e8ec', faint: '#b8bfca', page: '#1f2229', card: '#16181d', line: '#6b7484' },
    ...{ overlay: '#a89ff5', underlay: '#5cc8dc', store: '#f0b35a', bad: '#ff8a80' },
  },
} as const;
export type Scheme = keyof typeof palettes;
type Palette = (typeof palettes)[Scheme];

const edge = 12;

/** The picture as a drawing of its own. */
export function drawSvg({ placed, ways, width, height }: Layout, scheme: Scheme): string {
  const palette = palettes[scheme];
  const [wide, high] = [width + 2 * edge, height + 2 * edge];
  const isAround = ({ shape }: Placed) => shape === 'panel' || shape === 'box';
  const around = placed.filter(isAround);
  const rest = placed.filter((one) => !isAround(one));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="Inter, system-ui, sans-serif" fill="${palette.text}">`,
    `<rect width="${wide}" height="${high}" fill="${palette.page}"/>`,
    `<g transform="translate(${edge} ${edge})">`,
    ...around.map((one) => box(one, palette)),
    ...ways.map((way) => line(way, palette)),
    ...rest.map((one) => box(one, palette)),
    ...ways.flatMap(({ label }) => (label ? [labelAt(label, palette)] : [])),
    '</g>',
    '</svg>',
  ].join('\n');
}

function box({ thing, shape, x, y, w, h }: Placed, palette: Palette): string {
  const colour = thing.state === 'down' && !thing.isOthers ? palette.bad : colourOf(thing.kind, palette);
  const ground = shape === 'panel' ? palette.card : palette.page;
  const dashes = thing.isOthers || thing.state === 'down' ? ' stroke-dasharray="4 3"' : '';
  const title = shape === 'panel' ? 15 : 12.5;
  const subtitle = subtitleOf(thing);
  const isOneLine = shape === 'box' || shape === 'bar';
  const words = isOneLine && subtitle ? `${titleOf(thing)}  ${subtitle}` : titleOf(thing);
  const middle = shape === 'bar';
  const at = middle ? `x="${x + w / 2}" text-anchor="middle"` : `x="${x + 9}"`;
  return [
    `<g${thing.isOthers ? ` fill="${palette.faint}"` : ''}>`,
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="${ground}" stroke="${colour}"${dashes}/>`,
    `<text ${at} y="${y + (middle ? h / 2 + 4 : title + 6)}" font-size="${title}" font-weight="600">${escaped(cut(words, w - 14, title * 0.56))}</text>`,
    ...(isOneLine || !subtitle
      ? []
      : [
          `<text x="${x + 9}" y="${y + title + 23}" font-size="11" fill="${palette.faint}">${escaped(cut(subtitle, w - 14, 6))}</text>`,
        ]),
    '</g>',
  ].join('');
}

function line({ tie, path }: Way, palette: Palette): string {
  const colour = tie.kind === 'tunnel' ? palette.overlay : tie.kind === 'member' ? palette.store : palette.line;
  const dashes = tie.isUp ? '' : ' stroke-dasharray="5 4"';
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"${dashes}${tie.isOthers ? ' opacity="0.45"' : ''}/>`;
}

function labelAt({ text: name, flow, x, y }: NonNullable<Way['label']>, palette: Palette): string {
  const text = [name, flow].filter(Boolean).join(' · ');
  const wide = text.length * 6.2 + 8;
  return `<rect x="${x - wide / 2}" y="${y - 8}" width="${wide}" height="16" rx="4" fill="${palette.page}"/><text x="${x}" y="${y + 4}" text-anchor="middle" font-size="11" fill="${palette.faint}">${escaped(text)}</text>`;
}

function colourOf(kind: Placed['thing']['kind'], palette: Palette): string {
  if (['tunnel', 'vtep', 'space', 'port', 'switch'].includes(kind)) return palette.overlay;
  if (['nic', 'underlay', 'route'].includes(kind)) return palette.underlay;
  return kind === 'store' ? palette.store : palette.line;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? '');

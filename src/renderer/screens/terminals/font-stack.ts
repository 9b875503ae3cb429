import { mono } from '../../state/theme.ts';

/** The font that a person named, else the app's own; also where this machine has no such font. */
export function fontStack(font: string): string {
  const name = font.trim();
  return name === '' ? mono : `"${name}", ${mono}`;
}

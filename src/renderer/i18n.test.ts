import { expect, test } from 'vitest';
import { catalogue as english } from '../shared/texts/en/catalogue.ts';
import { windowTexts as englishWindow } from '../shared/texts/en/window/window.ts';

const catalogues = import.meta.glob('../shared/texts/*/catalogue.ts', { eager: true, import: 'catalogue' });
const windows = import.meta.glob('../shared/texts/*/window/window.ts', { eager: true, import: 'windowTexts' });

/** Which texts there are, and whether each is a string or filled with values. */
const shape = (texts: unknown): unknown =>
  typeof texts === 'object' && texts !== null
    ? Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, shape(text)]))
    : typeof texts;

test.each(Object.keys(catalogues))('%s has every text that English has, and no other', (file) => {
  expect(shape(catalogues[file])).toEqual(shape(english));
  expect(shape(windows[file.replace('catalogue.ts', 'window/window.ts')])).toEqual(shape(englishWindow));
});

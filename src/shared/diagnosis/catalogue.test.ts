import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { english, texts } from '../texts/text.ts';
import { catalogue, diagnosisOf, searchCatalogue, sourceAddress } from './catalogue.ts';

const sources = path.resolve(import.meta.dirname, '../../');

/** Every number that stands behind the word `diagnosis` in a source of the app. */
function numbersUsed(): { file: string; number: number }[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|fixtures|shared\/diagnosis/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(path.join(sources, file), 'utf8');
    return [...text.matchAll(/\bdiagnosis:([^,;{}]*)|\brows? (\d+)(?: and (\d+))? of the catalogue/g)].flatMap(
      ([, ...parts]) =>
        parts
          .flatMap((part) => part?.match(/(?<![=\w.'"[]\s?)\b\d{1,3}\b/g) ?? [])
          .map((number) => ({ file, number: Number(number) })),
    );
  });
}

describe('the catalogue', () => {
  it('has each number once, and all of the first 44', () => {
    const numbers = catalogue.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.map(String)).toEqual(Object.keys(texts.failures));
    expect(numbers.slice(0, 44)).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
  });

  it.each(catalogue.map((row) => [row.number, row] as const))('row %i is whole', (number, row) => {
    for (const text of [row.title, row.see, row.why, row.check.text, row.remedy.text].map(english))
      expect(text.trim().length, text).toBeGreaterThan(8);
    expect(row.check.commands.length).toBeGreaterThan(0);
    // The one that is no fault needs no cure.
    if (number !== 42) expect(row.remedy.commands.length).toBeGreaterThan(0);
    for (const command of [...row.check.commands, ...row.remedy.commands]) expect(command).toMatch(/^\S[^\n]*\S$/);
    for (const source of row.sources) expect(sourceAddress(source), source).toBeDefined();
  });

  it('has every row that an error refers to', () => {
    const used = numbersUsed();
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter(({ number }) => !diagnosisOf(number))).toEqual([]);
  });

  it('is searched for words in any part of a row', () => {
    expect(searchCatalogue('4789 tcpdump').map(({ number }) => number)).toContain(17);
    expect(searchCatalogue('')).toHaveLength(catalogue.length);
    expect(searchCatalogue('no such words anywhere')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { growth, mostGrowth, suspicious } from '../../shared/fixtures/growth.ts';
import { escapeHtml } from './html-escape.ts';
import { escapeMarkdown, fenced } from './markdown-escape.ts';

const units = suspicious.map((unit): [string, string] => [JSON.stringify(unit), unit]);

describe('200,000 of one thing in a report', () => {
  it.each(units)('%s', (_, unit) => {
    for (const work of [escapeMarkdown, fenced, escapeHtml]) expect(growth(work, unit)).toBeLessThan(mostGrowth);
  });
});

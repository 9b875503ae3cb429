import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawTable } from './draw-table.ts';
import { cut, padEnd, widthOf, wrap } from './width.ts';

const style = { columns: 80, rows: 24, colour: false, unicode: true, live: false };
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60, size: 'max' }),
  fc.constantFrom('節點一', 'e\u0301', '👩', 'a b c', ''),
);

it('draws heads, a rule, and figures to the right', () => {
  const table = {
    caption: 'C',
    head: ['From', 'Loss'],
    rows: [
      ['a', '0 %'],
      ['bbbbbb', '100 %'],
    ],
    figures: [1],
  };
  expect(drawTable(table, style)).toEqual([
    'C',
    'From   │  Loss',
    '───────┼──────',
    'a      │   0 %',
    'bbbbbb │ 100 %',
  ]);
});

it('wraps between words in the widest column only', () => {
  const table = { caption: 'C', head: ['A', 'B'], rows: [['a', 'one two three']] };
  expect(drawTable(table, { ...style, columns: 12 })).toEqual([
    'C',
    'A │ B',
    '──┼─────────',
    'a │ one two',
    '  │ three',
  ]);
});

it('fits the columns and loses no word', () => {
  const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(tables, fc.integer({ min: 40, max: 120 }), (rows, columns) => {
      const lines = drawTable({ caption: '', head: ['x', 'y', 'z'], rows }, { ...style, columns });
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      const drawn = lines.slice(3).join('').replace(/[\s│]/g, '').length;
      expect(drawn).toBe(rows.flat().join('').replace(/[\s│]/g, '').length);
    }),
  );
});

it('counts columns as terminals do', () => {
  expect(['abc', '節點', 'e\u0301', '\x1b[31mred\x1b[39m', '🚀'].map(widthOf)).toEqual([3, 4, 1, 3, 2]);
  expect([cut('abcdef', 4), cut('節點節點', 5), cut('abc', 3), padEnd('節', 3)]).toEqual([
    'abc…',
    '節點…',
    'abc',
    '節 ',
  ]);
  expect(wrap('a  b\nlonger words', 6)).toEqual(['a  b', 'longer', 'words']);
});

import { expect, test } from 'vitest';
import { reportCsv } from './report-csv.ts';
import type { ReportModel } from './report-model.ts';

const model = (rows: string[][]) =>
  ({ tables: [{ caption: 'Ping', head: ['From', 'Loss'], rows }] }) as unknown as ReportModel;

test('quotes what must be quoted', () => {
  expect(
    reportCsv(
      model([
        ['a,b', 'c"d'],
        ['e\nf', '1.5'],
      ]),
    ),
  ).toBe('Ping\r\nFrom,Loss\r\n"a,b","c""d"\r\n"e\nf",1.5\r\n');
});

test('no text from a node becomes a formula; numbers stay numbers', () => {
  const text = reportCsv(
    model([
      ['=cmd()', '-1.5'],
      ['+1+1', '@x'],
      ['\tx', '-x'],
    ]),
  );
  expect(text.split('\r\n').slice(2, 5)).toEqual(["'=cmd(),-1.5", "'+1+1,'@x", "'\tx,'-x"]);
});

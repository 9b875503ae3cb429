import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodies, ledgerOf } from './fixtures/records.ts';
import { parseLedger, type RecordBody, salvage } from './record.ts';

const text = ledgerOf(bodies);
const bodiesOf = (ledger: string) => parseLedger(ledger).records.map(({ body }) => body);

describe('a whole ledger', () => {
  it('reads back every kind of record, whatever order its keys were written in', () => {
    const parsed = parseLedger(text);
    expect(parsed.damage).toBeUndefined();
    expect(parsed.records.map(({ body }) => body)).toEqual(bodies);
    expect(parsed.lastSum).toBe(parsed.records.at(-1)?.sum);
  });

  it('is empty where nothing was written', () => {
    expect(parseLedger('')).toEqual({ records: [], lastSum: '' });
  });

  it('continues from any record: a chain that is made in parts reads as one', () => {
    const cut = parseLedger(ledgerOf(bodies.slice(0, 5)));
    expect(cut.lastSum).toBe(parseLedger(text).records[4]?.sum);
  });
});

describe('a torn ledger', () => {
  it('is noticed at every byte, and all whole records before the tear are kept', () => {
    const bytes = Buffer.from(text);
    const ends = [0];
    for (const [index, byte] of bytes.entries()) if (byte === 10) ends.push(index + 1);
    for (let length = 0; length < bytes.length; length += 1) {
      const { records, damage } = parseLedger(bytes.subarray(0, length).toString('utf8'));
      const whole = ends.filter((end) => end > 0 && end <= length).length;
      expect(records.length, `cut at ${length}`).toBe(whole);
      expect(damage === undefined, `cut at ${length}`).toBe(ends.includes(length));
      if (damage) expect(damage.line).toBe(whole + 1);
    }
  });
});

describe('an edited ledger', () => {
  it('is noticed at every single character that is changed, taken out or put in', () => {
    const replacements = ['x', '0', ' ', '"', '\n', '}', '\u00e9'];
    for (let at = 0; at < text.length; at += 1) {
      const put = replacements[at % replacements.length] as string;
      const other = text[at] === put ? '~' : put;
      const edits = [
        text.slice(0, at) + other + text.slice(at + 1),
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + put + text.slice(at),
        // White space changes no value, and yet it is an edit.
        `${text.slice(0, at)} ${text.slice(at)}`,
      ];
      for (const [kind, edited] of edits.entries())
        if (edited !== text) expect(parseLedger(edited).damage, `edit ${kind} at ${at}`).toBeDefined();
    }
  });

  it('is noticed where records are left out, doubled or exchanged', () => {
    const lines = text.trimEnd().split('\n');
    const join = (some: (string | undefined)[]) => `${some.join('\n')}\n`;
    for (let at = 0; at < lines.length - 1; at += 1) {
      const [before, after] = [lines.slice(0, at), lines.slice(at + 1)];
      for (const edited of [
        [...before, ...after],
        [...before, lines[at], lines[at], ...after],
        [...before, after[0], lines[at], ...after.slice(1)],
      ])
        expect(parseLedger(join(edited)).damage?.line).toBeGreaterThanOrEqual(at + 1);
    }
  });

  it('is noticed where a record of another ledger stands in the place of its own', () => {
    const another = ledgerOf([{ type: 'undone', id: 'z' }, ...bodies.slice(1)]).split('\n');
    const lines = text.split('\n');
    lines[3] = another[3] as string;
    expect(parseLedger(lines.join('\n')).damage).toMatchObject({ line: 4 });
  });

  it('is noticed where a key that no version knows was added', () => {
    expect(parseLedger(text.replace('"type":"intent"', '"type":"intent","more":1')).damage?.line).toBe(1);
  });

  it('of another version is not guessed at', () => {
    const parsed = parseLedger(text.replaceAll('"v":1', '"v":2'));
    expect(parsed.records).toEqual([]);
    expect(parsed.damage).toEqual({ line: 1, reason: 'is not a record of this version' });
  });
});

describe('any text', () => {
  const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...text.split('\n')));
  it('is read without a throw, and nothing is made up', () => {
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, ended) => {
        const parsed = parseLedger(lines.join('\n') + (ended ? '\n' : ''));
        for (const { body } of parsed.records) expect(bodies).toContainEqual(body);
        for (const body of salvage(lines.join('\n'), parsed)) expect(bodies).toContainEqual(body);
      }),
    );
  });
});

describe('salvage', () => {
  const intent = (id: string): RecordBody => ({
    type: 'intent',
    id,
    step: 'workers',
    change: { kind: 'container', name: id },
  });
  const ledger = ledgerOf([
    intent('a'),
    intent('b'),
    intent('c'),
    { type: 'undone', id: 'b' },
    { type: 'undone', id: 'a' },
  ]);

  it('finds nothing where all is well', () => {
    expect(salvage(ledger, parseLedger(ledger))).toEqual([]);
  });

  it('finds the whole records behind the damage, without those that were taken back there', () => {
    const damaged = ledger.replace('"id":"b"', '"id":"B"');
    expect(bodiesOf(damaged)).toEqual([intent('a')]);
    expect(salvage(damaged, parseLedger(damaged))).toEqual([
      { ...intent('b'), id: 'B' },
      intent('c'),
      { type: 'undone', id: 'b' },
      { type: 'undone', id: 'a' },
    ]);
  });
});

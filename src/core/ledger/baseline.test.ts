import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { growth, mostGrowth } from '../../shared/fixtures/growth.ts';
import { inventoryKinds, inventoryOf } from '../../shared/inventory/inventory.ts';
import { baselineOf, decodeBaseline, encodeBaseline } from './baseline.ts';
import { usualInventory } from './fixtures/any-inventory.ts';

const at = '2026-01-02T03:04:05.678Z';
const inventory = inventoryOf({
  containers: [{ name: 'web', id: '0123456789ab', state: 'running' }],
  files: [{ path: '/etc/docker/daemon.json', sha256: 'a'.repeat(64) }],
  unread: [{ kind: 'links', line: 'eth0 mtu ' }],
});
const sealed = (v: number, sums: readonly unknown[], fields: object) =>
  JSON.stringify({ v, at, ...fields, sum: createHash('sha256').update(JSON.stringify(sums)).digest('hex') });
const sealedRecords = (records: unknown, unread: unknown = []) => sealed(2, [at, records, unread], { records, unread });
const sealedLines = (lines: unknown) => sealed(1, [at, lines], { inventory: lines });

const damaged = expect.objectContaining({ code: 'not-proved', message: expect.stringContaining('damaged') });
const thrownBy = (text: string): unknown => {
  try {
    return decodeBaseline(text, 'node1');
  } catch (error) {
    return error;
  }
};

describe('a baseline as text', () => {
  it('reads back as it was, in one line', () => {
    fc.assert(
      fc.property(usualInventory, (any) => {
        const text = encodeBaseline(any, at);
        expect(text).not.toContain('\n');
        expect(decodeBaseline(text)).toEqual(any);
      }),
    );
    expect(decodeBaseline(encodeBaseline(inventory, at))).toEqual(inventory);
  });

  it('is noticed when it is torn at any byte', () => {
    const text = encodeBaseline(inventory, at);
    for (let length = 0; length < text.length; length += 1) expect(thrownBy(text.slice(0, length))).toEqual(damaged);
  });

  it('is noticed when any character of it is another one', () => {
    const text = encodeBaseline(inventory, at);
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'x' ? 'y' : 'x';
      expect(thrownBy(text.slice(0, index) + other + text.slice(index + 1)), `at ${index}`).toEqual(damaged);
    }
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"v":1}',
    '{"v":2}',
    '{"v":"2"}',
    sealedRecords(null),
    sealedRecords([]),
    sealedRecords({ containers: {} }),
    sealedRecords({ containers: [null] }),
    sealedRecords({ containers: [{ name: 'web', id: 1, state: 'running' }] }),
    sealedRecords({ containers: [{ name: 'web', id: 'ab', state: 'running', more: '' }] }),
    sealedRecords({ links: [{ name: 'eth0', mtu: '1500' }] }),
    sealedRecords({ unknown: [] }),
    sealedRecords({}, {}),
    sealedRecords({}, [{ kind: 'unknown', line: '' }]),
    sealedRecords({}, [{ kind: 'links' }]),
    sealedLines(null),
    sealedLines({ containers: 'web' }),
    sealedLines({ containers: [1] }),
  ])('is not made up from %s', (text) => expect(thrownBy(text)).toEqual(damaged));

  it('of a newer version is not guessed at, and that is said', () => {
    const text = encodeBaseline(inventory, at).replace('"v":2', '"v":3');
    expect(thrownBy(text)).toMatchObject({
      code: 'not-proved',
      message: expect.stringContaining('newer version'),
      details: { node: 'node1', remedy: expect.any(String) },
    });
  });

  it.each([
    ['100 MB', () => `{"v":2,"records":{"files":["${'x'.repeat(100 * 1024 * 1024)}"]}}`],
    ['a thousand levels deep', () => `{"v":2,"records":${'['.repeat(1000)}${']'.repeat(1000)}}`],
    ['a million of nothing', () => sealedRecords({}, Array(1_000_000).fill(0))],
    ['a million lines', () => sealedLines({ data: Array(1_000_000).fill('') })],
  ])('of %s is refused', (_, text) => {
    expect(thrownBy(text())).toMatchObject({ code: 'too-large', details: { node: 'node1' } });
  });

  it.each(['a -> ', ' mode a', 'a ', '\\\\', ' = ', ' overlay 0123456789ab', '10.0.0.0/8 '])(
    'of version 1 takes as much longer as its lines are: %j',
    (piece) => {
      const read = (text: string) => {
        for (const kind of inventoryKinds) decodeBaseline(sealedLines({ [kind]: [text, `${text}\n`] }));
      };
      // A third of it: the whole would be more than is read.
      expect(growth((text) => read(text.slice(0, text.length / 3)), piece)).toBeLessThan(mostGrowth);
    },
  );

  it('with records of which each is wrong ends with the first', () => {
    expect(thrownBy(sealedRecords({ containers: Array(190_000).fill({}) }))).toEqual(damaged);
    const wrong = (text: string) =>
      thrownBy(sealedRecords({ containers: Array(Math.min(text.length, 190_000)).fill({}) }));
    expect(growth(wrong, 'x')).toBeLessThan(mostGrowth);
  });
});

describe('baselineOf', () => {
  it('is what the ledger has, and unknown where that is lost or damaged', () => {
    expect(baselineOf({ baseline: encodeBaseline(inventory, at) })).toEqual(inventory);
    expect(baselineOf({ baseline: undefined })).toBeUndefined();
    expect(baselineOf({ baseline: '{' })).toBeUndefined();
  });

  it('is read once, and again where the ledger has another text', () => {
    const ledger = { baseline: encodeBaseline(inventory, at) };
    const parse = vi.spyOn(JSON, 'parse');
    const first = baselineOf(ledger);
    expect(baselineOf(ledger)).toBe(first);
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
    ledger.baseline = encodeBaseline(inventoryOf({}), at);
    expect(baselineOf(ledger)).toEqual(inventoryOf({}));
  });
});

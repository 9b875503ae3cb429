import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { english } from '../../shared/texts/text.ts';
import { readFixtures } from './fixtures/read-fixtures.ts';
import { parseIfconfig } from './ifconfig.ts';
import { parseInterfaces } from './interfaces.ts';
import { parseIpJson } from './ip-json.ts';
import { parseIpText } from './ip-text.ts';
import { parseIperf2 } from './iperf2.ts';
import { parseIperf3 } from './iperf3.ts';
import type { Parsed } from './parsed.ts';
import { parsePing } from './ping.ts';
import { parseTunnel } from './tunnel.ts';

const parsers = {
  parsePing,
  parseIperf2,
  parseIperf3,
  parseInterfaces,
  parseIpJson,
  parseIpText,
  parseIfconfig,
  parseTunnel,
};
const everything = readFixtures(
  'iputils',
  'inetutils',
  'busybox',
  'iperf2',
  'iperf3',
  'iproute2',
  'net-tools',
  'tcpdump',
);

/** Every number in it finite and not negative, every text safe to show. */
function expectSane(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
  else if (typeof value === 'string') expect(stripUnsafe(value)).toBe(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) expectSane(inner);
}

function expectSaneResult(result: Parsed<unknown>): void {
  // What is wrong with a figure may well be that it is none.
  expectSane(result.ok ? result.value : english(result.reason));
  if (!result.ok) expect(english(result.reason)).toMatch(/^[^\n]{1,400}$/);
}

describe('any parser, any text', () => {
  const pieces = everything.flatMap(({ text }) => text.split(/(?=[\n ,{}[\]])/)).filter((piece) => piece.length < 60);
  const soup = fc
    .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary' })), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));

  it.each(Object.entries(parsers))('%s never throws and never makes a figure up', (_, parse) => {
    fc.assert(
      fc.property(soup, (text) => expectSaneResult(parse(text))),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expectSaneResult(parse(text))));
    fc.assert(fc.property(fc.json(), (text) => expectSaneResult(parse(text))));
  });

  it.each(Object.entries(parsers))('%s survives a character changed anywhere in what was recorded', (_, parse) => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom('-', '9', 'e9', '\n', ',', '.'),
    );
    const change = fc.record({ fixture: fc.constantFrom(...everything), at: fc.nat(), character });
    fc.assert(
      fc.property(change, ({ fixture: { text }, at, character: inserted }) => {
        const index = at % text.length;
        expectSaneResult(parse(text.slice(0, index) + inserted + text.slice(index + 1)));
      }),
      { numRuns: 600 },
    );
  });
});

describe('linear time', () => {
  const openings = ['', '64 bytes from ', '[  3] ', '2: eth0: <', 'PING ', 'From ', '\x1b[', '\x1b]', '--- ', 'inet '];
  const units = [
    ...[
      'a',
      ' ',
      '0',
      '\n',
      '[',
      '{"end":',
      '\x1b[',
      '\x1b]0;',
      '\x9d',
      '\x90',
      '(',
      '-',
      '1,',
      '\\',
      '\x1b ',
      'inet ',
    ],
    ...[
      '64 bytes from ',
      'From ',
      '] From ',
      ', +1 errors',
      '[  3] local ',
      ' Destination Host',
      '1: a: <U> mtu 1 ',
      'MTU:',
    ],
    ...[
      'connect to ',
      '[  3]  0.0-10.0 sec  ',
      '20261124015709,',
      'ping: ',
      '--- a ping statistics ---\n',
      '64 bytes from a: seq=0\n',
    ],
  ];
  const texts = (openings: string[], length: number) =>
    openings.flatMap((opening) => units.map((unit) => opening + unit.repeat(Math.ceil(length / unit.length))));
  // The slowest takes about 0.1 s for a million; quadratic work takes 10 s for 100,000 and minutes for a million.
  const hostile = [...texts(openings, 100_000), ...texts([''], 1_000_000)];

  it.each(Object.entries({ ...parsers, stripUnsafe }))(
    '%s reads 100,000 and a million hostile characters',
    (_, parse) => {
      for (const text of hostile) {
        const start = performance.now();
        parse(text);
        expect(performance.now() - start, JSON.stringify(text.slice(0, 40))).toBeLessThan(2000);
      }
    },
  );

  it('refuses what is larger than any tool prints', () => {
    const read = {
      iputils: parsePing,
      iperf2: parseIperf2,
      iperf3: parseIperf3,
      iproute2: parseInterfaces,
      'net-tools': parseInterfaces,
    };
    for (const [tool, parse] of Object.entries(read)) {
      for (const { file, text } of readFixtures(tool)
        .filter((fixture) => parse(fixture.text).ok)
        .slice(0, 1)) {
        expect(parse(`${text}${'\n'.repeat(8_000_000)}`), file).toMatchObject({ ok: false });
      }
    }
  });
});

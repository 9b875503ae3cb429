import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, lines, seen, through } from './fixtures/seen.ts';

const flood = fc
  .tuple(fc.integer({ min: 20, max: 90 }), fc.constantFrom('line', 'a long line that goes round once', 'ä世界\tb', ''))
  .map(([count, word]) => lines(count, word));
/** What colours text and gives it looks (SGR), well written or not, and what erases in a line. */
const colours = [
  ...['', '0', '00', '0;1;31', ';32', '31;', '1;0', '01;31', '1;31;44', '0;38;5;9', '39;49', '0'.repeat(60)],
  ...['1', '2', '3', '5', '7', '8', '9', '22', '23', '25', '27', '28', '29', '53', '55'],
  ...['4', '4:0', '4:3', '4:9', '4:', '21', '24', '59', '58;5;9', '58:5:9', '58:2::1:2:3', '58;2;1;2;3', '4;58;5;3'],
  ...[
    '31',
    '39',
    '91',
    '38;5;200',
    '38:5:7',
    '38;2;1;2;3',
    '38:2::4:5:6',
    '38:2:4:5:6',
    '38',
    '38;5',
    '38;2;1',
    '38;7;1',
  ],
  ...[
    '41',
    '49',
    '101',
    '48;5;200',
    '48:5:7',
    '48;2;9;8;7',
    '48:2::4:5:6',
    '48:2:4:5:6',
    '48',
    '10',
    '99',
    '777777777777',
  ],
  `${'1;'.repeat(31)}32;41`,
].map((set) => `\x1b[${set}m`);
const erased = ['', '0', '1', '2', '3', '1;2'].map((what) => `\x1b[${what}K`);
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...colours) },
  { weight: 1, arbitrary: fc.constantFrom(...erased) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('word', ' ', 'ä', '世界', '\t', '\r', '\n', 'a long line that goes round once'),
  },
);
const colourful = fc
  .tuple(fc.integer({ min: 20, max: 90 }), fc.array(fc.array(part, { maxLength: 5 }), { minLength: 1, maxLength: 5 }))
  .map(([count, some]) => Array.from({ length: count }, (_, at) => `${some[at % some.length]?.join('')}\r\n`).join(''));

const sequence = fc.constantFrom(
  ...['\x1b[3A', '\x1b[2;2H', '\x1b[2J', '\x1b[3J', '\x1b[4h', '\x1b[?7l', '\x1b[?6h', '\x1b[20h'],
  ...[
    '\x1b[?1049h',
    '\x1b[?1049l',
    '\x1b[?47h',
    '\x1b[?1;1047l',
    '\x1b[2;4r',
    '\x1b[r',
    '\x1b[0;6r',
    '\x1b[;3r',
    '\x1b[!p',
  ],
  ...[
    '\x1bc',
    '\x1bM',
    '\x1bD',
    '\x1b(0',
    '\x1b(B',
    '\x1b]0;a',
    '\x07',
    '\x1b\\',
    '\x1bPq',
    '\x1bX',
    '\x1b',
    '\x1b[',
    '\x18',
  ],
  ...[
    '\u009b31m',
    '\u009d0;t',
    '\u0090',
    '\u009c',
    '\u0085',
    '\b',
    '\x0b',
    '\x0c',
    '\r',
    '\n',
    'x\n',
    '\x7f',
    '\x0e',
    '\x0f',
  ],
);
const odd = fc.constantFrom([0xc2], [0x9b], [0xe4, 0xb8], [0x0d], [0x0a], [0x80, 0x0d, 0x0a], [0xc2, 0x0d, 0x0a]);
const pieces = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: flood.map(bytesOf) },
      { weight: 3, arbitrary: colourful.map(bytesOf) },
      { weight: 1, arbitrary: part.map(bytesOf) },
      { weight: 3, arbitrary: sequence.map(bytesOf) },
      { weight: 1, arbitrary: odd.map((list) => Uint8Array.from(list)) },
      { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map(bytesOf) },
    ),
    { maxLength: 12 },
  )
  .chain((parts) => {
    const all = Buffer.concat(parts);
    return fc
      .array(fc.nat(all.length), { maxLength: 40 })
      .map((cuts) =>
        [0, ...cuts.sort((a, b) => a - b), all.length].map((at, index, list) => all.subarray(list[index - 1] ?? 0, at)),
      );
  });

const takes = fc.array(fc.oneof(fc.constant(0), fc.nat(3000)), { maxLength: 40 });

test('whatever a node prints, in whatever pieces: the window looks as if it had read all of it', async () => {
  let [shorter, colourful] = [0, 0];
  await fc.assert(
    fc.asyncProperty(pieces, takes, async (given, taken) => {
      const whole = Buffer.concat(given);
      const cut = through(given, taken);
      if (cut.length < whole.length) shorter++;
      if (cut.length < whole.length && cut.includes('\x1b[')) colourful++;
      expect(await seen(cut)).toBe(await seen(whole));
    }),
    { numRuns: 400 },
  );
  expect(shorter).toBeGreaterThan(50);
  expect(colourful).toBeGreaterThan(30);
}, 60_000);

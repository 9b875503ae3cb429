import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Backlog } from './backlog.ts';

/** What is needed of it here; its own types bring those of a page along, for every file beside this one. */
interface Screen {
  length: number;
  cursorX: number;
  cursorY: number;
  getLine(at: number): { getCell(x: number): { getChars(): string; getFgColor(): number } | undefined } | undefined;
}
interface Xterm {
  Terminal: new (
    options: object,
  ) => {
    write(bytes: Uint8Array | string, read: () => void): void;
    buffer: { active: { type: string }; normal: Screen; alternate: Screen };
    dispose(): void;
  };
}

// Without a page: what it makes of its input is the same. As a module it is only built for bundlers.
const xterm = createRequire(import.meta.url)('@xterm/xterm') as Xterm;

const [cols, rows, scrollback] = [20, 6, 30];
const keep = scrollback + 2 * rows;

/** All that a terminal shows and keeps after this, with colours, and where its cursor stands. */
async function seen(bytes: Uint8Array): Promise<string> {
  const terminal = new xterm.Terminal({ cols, rows, scrollback, logLevel: 'off', allowProposedApi: true });
  // Ends whatever is open, so that the state itself shows in what is drawn.
  for (const piece of [bytes, 'end']) await new Promise<void>((resolve) => terminal.write(piece, resolve));
  const { active, normal, alternate } = terminal.buffer;
  const screen = [normal, alternate].map((buffer) => {
    const lines = Array.from({ length: buffer.length }, (_, at) => {
      const line = buffer.getLine(at);
      const cells = Array.from({ length: cols }, (_, x) => line?.getCell(x));
      return cells.map((cell) => `${cell?.getChars() || ' '}${cell?.getFgColor()}`).join('');
    });
    return [...lines, `${buffer.cursorX},${buffer.cursorY}`].join('\n');
  });
  terminal.dispose();
  return [active.type, ...screen].join('\n');
}

const backlogOf = () => Object.assign(new Backlog({ scrollback, leastLeftOut: 0 }), { rows });
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const lines = (count: number, word = 'line', end = '\r\n') =>
  Array.from({ length: count }, (_, at) => `${word} ${at}${end}`).join('');

function through(pieces: readonly Uint8Array[]): Uint8Array {
  const backlog = backlogOf();
  for (const piece of pieces) backlog.add(piece);
  return backlog.take(backlog.length) ?? new Uint8Array();
}

describe('a backlog', () => {
  test('leaves out the lines that scroll out of what a window keeps, and no others', async () => {
    const pieces = ['prompt $ cat\r\n', ...Array.from({ length: 50 }, (_, at) => lines(7, `piece ${at}`))].map(bytesOf);
    const whole = Buffer.concat(pieces);
    const cut = Buffer.from(through(pieces)).toString();
    expect(cut.length).toBeLessThan(whole.length / 4);
    expect(cut.split('\r\n').slice(-1 - keep)).toEqual(
      whole
        .toString()
        .split('\r\n')
        .slice(-1 - keep),
    );
    expect(await seen(bytesOf(cut))).toBe(await seen(whole));
  });

  test.each([
    ['colours', '\x1b[31mred\x1b[0m\r\n'],
    ['a cursor that moves', 'a\x1b[2A'],
    ['a bell', 'ding\x07\r\n'],
    ['a control character of two bytes', 'a\u0085b\r\n'],
    ['a title without an end', '\x1b]0;title'],
    ['the alternate screen', '\x1b[?1049h'],
    ['a scroll region', '\x1b[2;4r'],
  ])('leaves out nothing of what comes with %s', (_, special) => {
    const pieces = Array.from({ length: 30 }, () => bytesOf(`${special}${lines(6)}`));
    expect(Buffer.from(through(pieces)).toString()).toBe(Buffer.concat(pieces).toString());
  });

  test.each([
    ['the alternate screen', '\x1b[?1049h', '\x1b[?1049l'],
    ['a scroll region', '\x1b[2;4r', '\x1b[r'],
    ['a scroll region that takes the whole screen', '\x1b[2;4r', `\x1b[1;${rows}r`],
    ['a scroll region, reset', '\x1b[2;4r', '\x1b[!p'],
    ['a title', '\x1b]0;title', '\x07'],
    ['a title, ended by ST', '\x1b]0;title', '\x1b\\'],
    ['a string of another kind', '\x1bPabc\x07', '\x1b\\'],
    ['an unknown state', '\x1b[?47h\x1b[2;4r', '\x1bc'],
  ])('leaves lines out again after %s', (_, on, off) => {
    const flood = Array.from({ length: 30 }, () => bytesOf(lines(6)));
    const during = through([bytesOf(on), ...flood]);
    expect(during.length).toBe(on.length + 30 * lines(6).length);
    expect(through([bytesOf(on + off), ...flood]).length).toBeLessThan(during.length / 2);
  });

  test.each(['\x1b[H', '\x1b[r', '\x1b[3A', '\x1b[2;9H\x1b[4h'])(
    'keeps enough where %j moved the cursor up, so that short lines are written over long ones',
    async (up) => {
      for (let after = keep - 2 * rows; after <= keep + rows; after++) {
        const last = lines(after, '');
        const pieces = [`${lines(9, 'a longer line')}${up}`, lines(40, ''), last].map(bytesOf);
        expect(await seen(through(pieces)), `${after} lines`).toBe(await seen(Buffer.concat(pieces)));
      }
    },
  );

  test('gives out in order and to the byte what was put in, in whatever pieces', () => {
    const backlog = backlogOf();
    for (const text of ['one', 'two', 'three']) backlog.add(bytesOf(text));
    const got = [2, 5, 0, 3].map((most) => Buffer.from(backlog.take(most) ?? []).toString());
    expect(got).toEqual(['on', 'etwot', '', 'hre']);
    expect(backlog.length).toBe(1);
    expect([backlog.take(9)?.length, backlog.take(9), backlog.length]).toEqual([1, undefined, 0]);
  });
});

const flood = fc
  .tuple(fc.integer({ min: 20, max: 90 }), fc.constantFrom('line', 'a long line that goes round once', 'ä世界\tb', ''))
  .map(([count, word]) => lines(count, word));
const sequence = fc.constantFrom(
  ...[
    '\x1b[31m',
    '\x1b[0m',
    '\x1b[3A',
    '\x1b[2;2H',
    '\x1b[2J',
    '\x1b[3J',
    '\x1b[4h',
    '\x1b[?7l',
    '\x1b[?6h',
    '\x1b[20h',
  ],
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
      { weight: 4, arbitrary: flood.map(bytesOf) },
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

test('whatever a node prints, in whatever pieces: the window looks as if it had read all of it', async () => {
  let shorter = 0;
  await fc.assert(
    fc.asyncProperty(pieces, async (given) => {
      const whole = Buffer.concat(given);
      const cut = through(given);
      if (cut.length < whole.length) shorter++;
      expect(await seen(cut)).toBe(await seen(whole));
    }),
    { numRuns: 400 },
  );
  expect(shorter).toBeGreaterThan(50);
}, 60_000);

import { describe, expect, test } from 'vitest';
import { backlogOf, bytesOf, keep, lines, rows, seen, through } from './fixtures/seen.ts';

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
    ['colours that a control character begins', '\u009b31m'],
    ['a link', '\x1b]8;;http://localhost\x1b\\text\r\n'],
    ['a line end within a sequence', '\x1b[3\r\n1m'],
    ['an erased screen', '\x1b[J'],
    ['a colour whose sequence is very long', `\x1b[${'0'.repeat(100)}1m`],
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

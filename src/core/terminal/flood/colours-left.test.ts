import { describe, expect, test } from 'vitest';
import { backlogOf, bytesOf, keep, lines, seen, through } from './fixtures/seen.ts';

/** Lines enough to leave out all before them. */
const after = lines(keep + 9, 'after');

/** Most of it is left out, and the window looks as if it had read all. */
async function cutAlike(pieces: readonly Uint8Array[]) {
  const whole = Buffer.concat(pieces);
  const cut = Buffer.from(through(pieces));
  expect(cut.length).toBeLessThan(whole.length * 0.75);
  expect(await seen(cut)).toBe(await seen(whole));
  return cut.toString();
}

/** What is put where lines with this were left out, in whole lines. */
async function leftOf(...list: string[]) {
  const text = list.map((one) => `${one}x`).join('\r\n');
  const cut = await cutAlike([`first\r\n${lines(40)}${text}\r\n`, after].map(bytesOf));
  expect(cut).toBe(cut.replace(lines(40), ''));
  return cut.slice('first\r\n'.length, cut.indexOf('after 0'));
}

describe('where lines with colours were left out', () => {
  test.each([
    ['a colour', ['\x1b[31m'], '\x1b[31m'],
    ['the last of several', ['\x1b[31m', '\x1b[38;5;9m', '\x1b[92m', '\x1b[38:2::1:2:3m'], '\x1b[38:2::1:2:3m'],
    ['looks beside colours', ['\x1b[1m', '\x1b[31m', '\x1b[41m', '\x1b[32m'], '\x1b[1m\x1b[41m\x1b[32m'],
    ['nothing before a reset', ['\x1b[1;31m', '\x1b[41m', '\x1b[m', '\x1b[32m'], '\x1b[m\x1b[32m'],
    ['a reset, and what is set with it', ['\x1b[1m', '\x1b[0;31m', '\x1b[4m'], '\x1b[0;31m\x1b[4m'],
    ['a reset of zeros', ['\x1b[1m', '\x1b[00m'], '\x1b[00m'],
    ['a colour whose number has a zero', ['\x1b[1m', '\x1b[38;5;0m'], '\x1b[1m\x1b[38;5;0m'],
    ['a colour that no program would write so', ['\x1b[38m', '\x1b[31m', '\x1b[38m'], '\x1b[31m\x1b[38m'],
    ['an underline, its kind and its colour', ['\x1b[4:3m', '\x1b[58;5;9m'], '\x1b[4:3m\x1b[58;5;9m'],
    ['an underline that was ended', ['\x1b[4:3m', '\x1b[24m'], '\x1b[4:3m\x1b[24m'],
    ['nothing of what was erased', ['\x1b[01;31m\x1b[Kfound\x1b[m\x1b[K'], '\x1b[m'],
  ])('text continues with %s', async (_, printed, left) => {
    expect(await leftOf(...printed)).toBe(left);
  });

  test('lines that scroll in have the background that they would have', async () => {
    const printed = `${lines(60, '\x1b[41mred')}\x1b[44mblue\r\n`;
    const cut = await cutAlike([printed, lines(keep + 9, '')].map(bytesOf));
    expect(await seen(bytesOf(cut.replaceAll('\x1b[44m', '')))).not.toBe(await seen(bytesOf(cut)));
  });

  test('a reset in the line before them does not undo what they set', async () => {
    const cut = await cutAlike([`\x1b[32mfirst\x1b[m\r\n${lines(60, '\x1b[1;33mx')}`, after].map(bytesOf));
    expect(cut.startsWith('\x1b[32mfirst\x1b[m\r\n\x1b[1;33mafter 0')).toBe(true);
  });

  test('a sequence that comes in two pieces counts as one that comes at once', async () => {
    const flood = `first\r\n${lines(60, '\x1b[1;33mx\x1b[K')}`;
    for (let at = flood.indexOf('x\x1b[K 30') - 8; flood.slice(at, at + 2) !== '31'; at++)
      await cutAlike([flood.slice(0, at), flood.slice(at), after].map(bytesOf));
    await cutAlike((flood + after).match(/.{1,7}/gs)?.map(bytesOf) ?? []);
  });

  test('a sequence that a window has got half of does not count as colours of the lines after it', async () => {
    const backlog = backlogOf();
    backlog.add(bytesOf('\x1b[31mred\r\n'));
    const first = backlog.take(3) as Uint8Array;
    const rest = [lines(60), after].map(bytesOf);
    for (const piece of rest) backlog.add(piece);
    const cut = Buffer.concat([first, backlog.take(backlog.length) as Uint8Array]);
    expect(cut.includes('line 30')).toBe(false);
    expect(await seen(cut)).toBe(await seen(Buffer.concat([bytesOf('\x1b[31mred\r\n'), ...rest])));
  });

  test('what an earlier cut left is part of what a later one does', async () => {
    const pieces = ['first\r\n\x1b[41m', '\x1b[1m', '\x1b[32m', '', ''].map((colour) => bytesOf(`${colour}${after}`));
    expect(await cutAlike(pieces)).toContain('first\r\n\x1b[41m\x1b[1m\x1b[32mafter');
  });

  test('more looks than can be put there: these lines stay, and later ones are left out again', async () => {
    const many = Array.from({ length: 500 }, (_, at) => `\x1b[1;38;2;1;2;${at}mx\r\n`).join('');
    const flood = Array.from({ length: 20 }, () => after);
    const cut = Buffer.from(through([many, ...flood].map(bytesOf))).toString();
    expect(cut.startsWith(many)).toBe(true);
    expect(cut.length).toBeLessThan(many.length + 4 * after.length);
    expect(await seen(bytesOf(cut))).toBe(await seen(bytesOf(many + flood.join(''))));
  });
});

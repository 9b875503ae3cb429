import type { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { terminalWindow } from '../../../shared/wire/terminal-frames.ts';
import { openTerminal } from '../fixtures/open-terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const soon = () => vi.advanceTimersByTimeAsync(10);

describe('a terminal in a flood of lines that its window cannot follow', () => {
  const lines = (from: number, count: number, colour = '') =>
    Array.from({ length: count }, (_, at) => `${colour}line ${String(from + at).padStart(60, '.')}\r\n`).join('');

  /** Prints 500 lines in a millisecond, of which the window reads so many bytes. */
  async function flood(count: number, { colour = '', reads = 5000 } = {}) {
    const stage = openTerminal();
    stage.terminal.attach(stage.window.channel);
    stage.window.size(80, 24);
    for (let from = 0, read = 0; from < count; from += 500) {
      stage.print(lines(from, 500, colour));
      await vi.advanceTimersByTimeAsync(1);
      const now = Math.min(stage.window.bytes() - read, reads);
      stage.window.credit(now);
      read += now;
    }
    const { readableLength, writableLength } = stage.shell.output as PassThrough;
    return { ...stage, sent: stage.window.bytes(), left: readableLength + writableLength };
  }

  test.each([
    ['', ''],
    [' with colours', '\x1b[1m\x1b[32m\x1b[K'],
  ])('the last of them%s come, as many as it keeps, when it is over; most others never do', async (_, colour) => {
    const { window, sent, left } = await flood(200_000, { colour });
    expect([sent < 1_500_000, left]).toEqual([true, 0]);
    for (let time = 0; time < 100; time++) {
      await soon();
      window.credit(terminalWindow);
    }
    const printed = lines(0, 200_000, colour);
    expect(window.bytes()).toBeLessThan(printed.length / 3);
    const kept = printed.split('\r\n').slice(-10_025);
    expect(window.text().split('\r\n').slice(-10_025)).toEqual(kept);
  });

  test('a window that stands still stops the node', async () => {
    const printed = lines(0, 400_000).length;
    const { sent, left } = await flood(400_000, { reads: 0 });
    expect(sent).toBe(terminalWindow);
    expect(printed - left).toBeLessThan(17 * 1024 * 1024);
  });

  test('with links the node waits, and nothing is left out', async () => {
    const link = '\x1b]8;;http://localhost\x07';
    const { window, left } = await flood(100_000, { colour: link, reads: 0 });
    expect(left).toBeGreaterThan(6_000_000);
    for (let time = 0; time < 200; time++) {
      window.credit(terminalWindow);
      await soon();
    }
    expect(window.text()).toBe(lines(0, 100_000, link));
  });
});

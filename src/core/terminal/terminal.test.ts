import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeWindowFrame, terminalWindow } from '../../shared/wire/terminal-frames.ts';
import { openTerminal } from './fixtures/open-terminal.ts';
import { standInWindow } from './fixtures/stand-in-window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const soon = () => vi.advanceTimersByTimeAsync(10);

describe('a terminal', () => {
  test('sends on what is printed and typed, and the size', async () => {
    const { terminal, window, print, heard } = openTerminal();
    expect(terminal.attach(window.channel)).toBe(true);
    print('hello');
    await soon();
    expect(window.text()).toBe('hello');
    window.type('ls\r');
    window.size(132, 50);
    await soon();
    expect(heard).toMatchObject({ input: 'ls\r', sizes: [[132, 50]] });
  });

  test('what a window could not draw is not sent again as it was', async () => {
    const { terminal, window, print } = openTerminal();
    terminal.attach(window.channel);
    print('text\x1b[999;999H\x1b[1J');
    await soon();
    window.raw(encodeWindowFrame({ kind: 'undrawable' }));
    window.channel.close();
    const next = standInWindow();
    terminal.attach(next.channel);
    expect(next.text()).toBe('text');
    expect(next.isClosed).toBe(false);
  });

  test('an echo goes at once; what follows it in small pieces goes together a little later', async () => {
    const { terminal, window, print } = openTerminal();
    terminal.attach(window.channel);
    const piece = async (length: number) => {
      print(new Uint8Array(length));
      await vi.advanceTimersByTimeAsync(0);
    };
    await piece(1);
    expect(window.frames()).toEqual([1]);
    for (let count = 0; count < 8; count++) await piece(4095);
    expect(window.frames()).toEqual([1]);
    await soon();
    expect(window.frames()).toEqual([1, 8 * 4095]);
    for (let count = 0; count < 40; count++) await piece(4095);
    expect(window.frames()).toEqual([1, 8 * 4095, 4095, 65_536, 65_536]);
  });

  test('stops at the window of unacknowledged bytes, to the byte, and continues at half', async () => {
    const { terminal, window, print, shell } = openTerminal();
    terminal.attach(window.channel);
    for (let sent = 0; sent < 4 * terminalWindow; sent += 30_000) print(new Uint8Array(30_000));
    await soon();
    expect(window.bytes()).toBe(terminalWindow);
    expect(shell.output.readableLength).toBeGreaterThan(0);
    window.credit(terminalWindow / 2 - 1);
    await soon();
    expect(window.bytes()).toBe(terminalWindow);
    window.credit(1);
    await soon();
    expect(window.bytes()).toBe(terminalWindow * 1.5);
  });

  test('whatever is acknowledged when, no byte is lost, doubled or reordered, and never too many are on the way', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ print: fc.integer({ min: 1, max: 200_000 }) }),
        fc.record({ credit: fc.integer({ min: 0, max: terminalWindow }) }),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { terminal, window, print } = openTerminal();
        terminal.attach(window.channel);
        let printed = 0;
        let acknowledged = 0;
        for (const step of script) {
          if ('print' in step) {
            print(Uint8Array.from({ length: step.print }, (_, index) => (printed + index) % 251));
            printed += step.print;
          } else {
            const credit = Math.min(step.credit, window.bytes() - acknowledged);
            acknowledged += credit;
            window.credit(credit);
          }
          await soon();
          expect(window.bytes() - acknowledged).toBeLessThanOrEqual(terminalWindow);
        }
        while (window.bytes() < printed) {
          window.credit(window.bytes() - acknowledged);
          acknowledged = window.bytes();
          await soon();
        }
        const all = Buffer.from(window.text(), 'latin1');
        expect(all.length).toBe(printed);
        expect(all.every((byte, index) => byte === index % 251)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('says how it ended, after the last byte', async () => {
    const { terminal, window, print, end } = openTerminal();
    terminal.attach(window.channel);
    print('bye');
    end(3);
    await soon();
    expect([window.text(), window.end(), window.isClosed]).toEqual([
      'bye',
      { kind: 'end', status: 3, reason: '' },
      true,
    ]);
    await terminal.over;
  });

  test('holds the end back while output waits for credit', async () => {
    const { terminal, window, print, end } = openTerminal();
    terminal.attach(window.channel);
    print(new Uint8Array(terminalWindow + 10));
    end(0);
    await soon();
    expect(window.end()).toBeUndefined();
    window.credit(terminalWindow);
    await soon();
    expect(window.bytes()).toBe(terminalWindow + 10);
    expect(window.end()).toMatchObject({ status: 0 });
  });

  test('a second window is refused while the first one is there', async () => {
    const { terminal, window } = openTerminal();
    terminal.attach(window.channel);
    expect(terminal.attach(standInWindow().channel)).toBe(false);
  });

  test('a reloaded window sees what was printed, and what came in between', async () => {
    const { terminal, window, print, heard } = openTerminal();
    terminal.attach(window.channel);
    print('one\n');
    await soon();
    window.channel.close();
    print('two\n');
    await vi.advanceTimersByTimeAsync(29_000);
    const again = standInWindow();
    expect(terminal.attach(again.channel)).toBe(true);
    await soon();
    expect(again.text()).toBe('one\ntwo\n');
    window.type('from the old window');
    again.type('x');
    await soon();
    expect(heard.input).toBe('x');
  });

  test('of much output the last 10,000 lines come again', async () => {
    const { terminal, window, print } = openTerminal();
    terminal.attach(window.channel);
    for (let line = 0; line < 40_000; line++) print(`line ${String(line).padStart(6, '0')}\n`);
    while (window.bytes() < 40_000 * 12) {
      window.credit(window.bytes());
      await soon();
    }
    window.channel.close();
    const again = standInWindow();
    terminal.attach(again.channel);
    expect(again.bytes()).toBe(10_000 * 12);
    expect(again.text().startsWith('line 030000\n')).toBe(true);
    expect(again.text().endsWith('line 039999\n')).toBe(true);
  });

  test('nobody comes back: the shell is closed', async () => {
    const { terminal, window, heard } = openTerminal();
    terminal.attach(window.channel);
    window.channel.close();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(heard.closed).toBe(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard.closed).toBe(1);
    await terminal.over;
  });

  test.each([
    ['an unknown kind', [9, 1]],
    ['a short size', [1, 0, 80]],
    ['a size of nothing', [1, 0, 0, 0, 0]],
    ['a long credit', [2, 0, 0, 0, 0, 0]],
    ['nothing', []],
  ])('a frame that is none (%s) ends the channel, not the shell', async (_name, bytes) => {
    const { terminal, window, heard } = openTerminal();
    terminal.attach(window.channel);
    window.raw(Uint8Array.from(bytes));
    expect(window.isClosed).toBe(true);
    expect(heard.closed).toBe(0);
    expect(terminal.attach(standInWindow().channel)).toBe(true);
  });

  test('more credit than there was makes no more room', async () => {
    const { terminal, window, print } = openTerminal();
    terminal.attach(window.channel);
    window.credit(0xffff_ffff);
    for (let sent = 0; sent < 2 * terminalWindow; sent += 65_536) print(new Uint8Array(65_536));
    await soon();
    expect(window.bytes()).toBe(terminalWindow);
  });

  test('input that the node does not read is bounded', async () => {
    const { terminal, window, block, heard } = openTerminal();
    const unblock = block();
    terminal.attach(window.channel);
    for (let count = 0; count < 4; count++) window.type('x'.repeat(1024 * 1024));
    await soon();
    expect(window.isClosed).toBe(false);
    expect(heard.input.length).toBe(1024 * 1024);
    window.type('one too many');
    expect(window.isClosed).toBe(true);
    unblock();
  });

  test('so are many small pieces of it: each holds more than its bytes', async () => {
    const { terminal, window, block } = openTerminal();
    block();
    terminal.attach(window.channel);
    let sent = 0;
    for (; sent < 100_000 && !window.isClosed; sent++) window.type('x');
    expect(sent).toBeGreaterThan(10_000);
    expect(sent).toBeLessThan(20_000);
  });

  test('of many sizes at once the first and the last reach the node', async () => {
    const { terminal, window, heard } = openTerminal();
    terminal.attach(window.channel);
    for (let rows = 1; rows <= 1000; rows++) window.size(80, rows);
    await vi.advanceTimersByTimeAsync(100);
    expect(heard.sizes).toEqual([
      [80, 1],
      [80, 1000],
    ]);
  });
});

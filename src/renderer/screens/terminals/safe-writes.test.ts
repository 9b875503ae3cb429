import { createRequire } from 'node:module';
import type { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { guardErase } from './guard-erase.ts';
import { SafeWrites } from './safe-writes.ts';

// Without a page: what it reads and where it fails are the same. As a module it is only built for bundlers.
const xterm = createRequire(import.meta.url)('@xterm/xterm') as typeof import('@xterm/xterm');

/** Erase up to the cursor, which stands in the last column of the last row, where nothing was scrolled out yet. */
const deadly = '\x1b[999;999H\x1b[1J';
let terminal: Terminal;
let heard: () => void;
let others: NodeJS.UncaughtExceptionListener[];
const caught = vi.fn(() => heard());

beforeEach(() => {
  heard = () => undefined;
  caught.mockClear();
  // In a page the window hears of an error that nobody caught; here the process does, and the tests' own listeners.
  others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', caught);
  terminal = new xterm.Terminal({ cols: 80, rows: 24, scrollback: 1000, logLevel: 'off', allowProposedApi: true });
});
afterEach(() => {
  terminal.dispose();
  process.removeAllListeners('uncaughtException');
  for (const one of others) process.on('uncaughtException', one);
});

function writing() {
  const broken = vi.fn();
  const read: string[] = [];
  const writes = new SafeWrites(terminal, broken, (told) => {
    heard = told;
    return () => undefined;
  });
  return { broken, read, write: (text: string) => writes.write(text, () => read.push(text)) };
}

describe('what xterm.js throws at', () => {
  test('is noticed, and what waits behind it counts as read', async () => {
    const { write, broken, read } = writing();
    write('fine');
    write(deadly);
    write('after');
    await vi.waitFor(() => expect(broken).toHaveBeenCalledOnce());
    write('later');
    await vi.waitFor(() => expect(read).toEqual(['fine', deadly, 'after', 'later']));
    expect(caught).toHaveBeenCalledOnce();
  });

  test('is noticed where a key made it read at once', async () => {
    const { write, broken, read } = writing();
    terminal.input('x');
    write(deadly);
    expect(broken).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(read).toEqual([deadly]));
  });

  test('somebody else’s error breaks no terminal', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { write, broken, read } = writing();
    for (let count = 0; count < 50; count++) write('x'.repeat(10_000));
    heard();
    await vi.advanceTimersByTimeAsync(1000);
    expect(read).toHaveLength(50);
    heard();
    await vi.advanceTimersByTimeAsync(1000);
    expect(broken).not.toHaveBeenCalled();
  });
});

describe('with the guard', () => {
  const screen = () =>
    Array.from({ length: terminal.rows }, (_, row) =>
      terminal.buffer.active.getLine(row)?.translateToString(true),
    ).join('');
  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));

  test.each([
    ['ED 1', `text${deadly}`, ''],
    ['DECSED 1', `text\x1b[1"qkept\x1b[0"q\x1b[999;999H\x1b[?1J`, 'kept'],
    ['ED 1 behind the last column', 'text\x1b[999;999Hx\x1b[1J', ''],
    ['ED 1 on the alternate screen', `\x1b[?1049htext${deadly}`, ''],
    ['ED 1 after lines have scrolled out', `${'line\r\n'.repeat(100)}${deadly}`, null],
    ['ED 1 one column before', 'text\x1b[999;998H\x1b[1J', ''],
  ])('%s is done, and what follows is read', async (_, bytes, left) => {
    guardErase(terminal);
    await write(bytes);
    if (left !== null) expect(screen().trim()).toBe(left);
    await write('\x1b[Hafter');
    expect(terminal.buffer.active.getLine(terminal.buffer.active.baseY)?.translateToString(true)).toMatch(/^after/);
    expect(caught).not.toHaveBeenCalled();
  });
});

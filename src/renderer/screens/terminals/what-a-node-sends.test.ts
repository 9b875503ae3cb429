import { createRequire } from 'node:module';
import type { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuseFloods } from './refuse-floods.ts';
import { refuseQueries } from './refuse-queries.ts';

// Without a page: what it parses and what it answers are the same. As a module it is only built for bundlers.
const xterm = createRequire(import.meta.url)('@xterm/xterm') as typeof import('@xterm/xterm');

let terminal: Terminal;
let answers: string[];
let titles: string[];

beforeEach(() => {
  terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  refuseQueries(terminal.parser);
  refuseFloods(terminal.parser);
  answers = [];
  titles = [];
  terminal.onData((data) => answers.push(data));
  terminal.onBinary((data) => answers.push(data));
  terminal.onTitleChange((title) => titles.push(title));
});
afterEach(() => terminal.dispose());

const send = (bytes: string) => new Promise<void>((resolve) => terminal.write(bytes, resolve));
const firstLine = () => terminal.buffer.active.getLine(0)?.translateToString(true);

/** Name, and what follows the escape. */
const queries: [string, string][] = [
  ['primary attributes (DA1)', '[c'],
  ['the same with a number', '[0c'],
  ['secondary attributes (DA2)', '[>c'],
  ['tertiary attributes (DA3)', '[=c'],
  ['status (DSR)', '[5n'],
  ['cursor position (CPR)', '[6n'],
  ['extended cursor position (DECXCPR)', '[?6n'],
  ['printer status', '[?15n'],
  ['keyboard', '[?26n'],
  ['colour scheme', '[?996n'],
  ['title', '[21t'],
  ['icon title', '[20t'],
  ['size in letters', '[18t'],
  ['size in pixels', '[14t'],
  ['terminal parameters (DECREQTPARM)', '[x'],
  ['version (XTVERSION)', '[>q'],
  ['keyboard flags', '[?u'],
  ['a mode (DECRQM)', '[4$p'],
  ['a private mode (DECRQM)', '[?2004$p'],
  ['a setting: colours (DECRQSS)', 'P$qm\x1b\\'],
  ['a setting: margins (DECRQSS)', 'P$qr\x1b\\'],
  ['a setting: level (DECRQSS)', 'P$q"p\x1b\\'],
  ['a setting that there is not (DECRQSS)', 'P$qx\x1b\\'],
  ['a capability (XTGETTCAP)', 'P+q544e\x1b\\'],
  ['foreground colour', ']10;?\x07'],
  ['background colour', ']11;?\x07'],
  ['both colours at once', ']10;?;?\x07'],
  ['a palette colour', ']4;1;?\x07'],
  ['one colour set, one asked for', ']4;1;#ff0000;2;?\x07'],
  ['the clipboard', ']52;c;?\x07'],
  ['identification (DECID)', 'Z'],
  ['focus reports', '[?1004h'],
  ['focus reports among other modes', '[?25;1004;2004h'],
];

describe('nothing answers for the user:', () => {
  test.each(queries)('%s', async (_name, query) => {
    await send(`\x1b${query}`);
    expect(answers).toEqual([]);
  });

  test.each(queries)('%s, cut into single bytes', async (_name, query) => {
    for (const byte of `\x1b${query}`) await send(byte);
    expect(answers).toEqual([]);
  });

  test('with the one-byte forms of the same', async () => {
    await send('\x9bc\x9b6n\x9b>c\x90$qm\x9c\x9d10;?\x9c');
    await send('\x05');
    expect(answers).toEqual([]);
  });

  test('without the refusals the same xterm.js does answer', async () => {
    const open = new xterm.Terminal({ allowProposedApi: true });
    const heard: string[] = [];
    open.onData((data) => heard.push(data));
    await new Promise<void>((resolve) => open.write('\x1b[c\x1b[6n\x1bP$qm\x1b\\\x1b[?1004h', resolve));
    expect(heard).toHaveLength(4);
    open.dispose();
  });

  test('what is typed goes through', () => {
    terminal.input('ls\r');
    expect(answers).toEqual(['ls\r']);
  });
});

test.each([0, 1, 2])('a title is not taken (OSC %i)', async (kind) => {
  await send(`\x1b]${kind};Labs\x07`);
  expect(titles).toEqual([]);
});

describe('a number that would hold the window up is not followed:', () => {
  test.each(['S', 'T', 'L', 'M', 'b', 'I', 'Z'])('CSI 2147483647 %s', async (final) => {
    await send(`seen\x1b[2147483647${final}`);
    expect(firstLine()).toBe('seen');
    await send('!');
    expect(firstLine()).toBe('seen!');
  });

  test('numbers that programs use are', async () => {
    await send('x\x1b[3b\x1b[1L');
    expect(firstLine()).toBe('');
    await send('\x1b[1M');
    expect(firstLine()).toBe('xxxx');
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FloodScreen } from './flood-screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Takes what it is given; reads it, and draws, when told. */
function standInTerminal() {
  let given = '';
  const unread: (() => void)[] = [];
  let onRender = () => {};
  const decoder = new TextDecoder('latin1');
  const write = (data: string | Uint8Array, read?: () => void) => {
    given += typeof data === 'string' ? data : decoder.decode(data);
    unread.push(read ?? (() => {}));
  };
  const terminal = {
    write,
    onRender: (listener: () => void) => {
      onRender = listener;
      return { dispose: () => {} };
    },
  } as unknown as ConstructorParameters<typeof FloodScreen>[0];
  const read = () => {
    while (unread.length > 0) unread.shift()?.();
  };
  return { terminal, read, draw: () => onRender(), given: () => given };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = 'a line of sixteen\n'.repeat(4000);
const [hold, release] = ['\x1b[?2026h', '\x1b[?2026l'];

function open() {
  const stand = standInTerminal();
  const screen = new FloodScreen(stand.terminal);
  return { ...stand, screen, write: (text: string) => screen.write(bytes(text), () => {}) };
}

describe('a screen in a flood', () => {
  test('what people can read is drawn as it comes', () => {
    const { write, given } = open();
    write('one\n');
    write('two');
    expect(given()).toBe('one\ntwo');
  });

  test('stands still at the start of a line, and shows a prompt as soon as the flood is over', () => {
    const { write, read, given } = open();
    write(lines);
    read();
    write(`${lines}$ `);
    expect(given()).toBe(`${lines}${lines}${hold}`);
    read();
    vi.advanceTimersByTime(50);
    expect(given()).toBe(`${lines}${lines}${hold}${release}$ `);
  });

  test('is drawn at least every tenth of a second, and each time before it stands still again', () => {
    const { write, read, draw, given } = open();
    const cycle = (ms: number) => {
      write(lines);
      read();
      vi.advanceTimersByTime(ms);
    };
    const signs = () => given().replaceAll(lines, '').replaceAll(hold, 'h').replaceAll(release, 'r');
    for (let time = 0; time < 12; time += 1) cycle(10);
    expect(signs()).toBe('hr');
    draw();
    expect(signs()).toBe('hrh');
  });

  test('a flood without lines is drawn as it comes', () => {
    const { write, read, given } = open();
    write(lines);
    read();
    write(lines);
    read();
    for (let time = 0; time < 4; time += 1) write('x'.repeat(60_000));
    read();
    expect(given()).toContain(`${hold}${release}xxx`);
    expect(given().match(/\?2026/g)).toHaveLength(2);
  });

  test('what is given to xterm.js and not read stays little', () => {
    const { write, read, given } = open();
    for (let time = 0; time < 8; time += 1) write(lines);
    expect(given().length).toBeLessThan(3 * lines.length);
    read();
    expect(given().replaceAll(hold, '').length).toBe(8 * lines.length);
  });

  test('what it is told to forget never reaches xterm.js, and nothing is held any more', () => {
    const { screen, write, read, given } = open();
    write(lines);
    read();
    write(`${lines}tail`);
    write('waiting\n');
    screen.forget();
    vi.advanceTimersByTime(200);
    read();
    write('again\n');
    expect(given()).toBe(`${lines}${lines}${hold}${release}again\n`);
  });

  test('no byte is lost, doubled, reordered or acknowledged twice; holds and releases stand between lines', () => {
    const piece = fc.oneof(
      fc.integer({ min: 30_000, max: 60_000 }).map((length) => 'x'.repeat(length)),
      fc.integer({ min: 2000, max: 5000 }).map((count) => 'some line\n'.repeat(count)),
      fc.integer({ min: 2000, max: 5000 }).map((count) => `${'some line\n'.repeat(count)}\x1b[3`),
    );
    const step = fc.oneof(piece, fc.constantFrom('read', 'read', 'draw', 'flush'), fc.integer({ min: 1, max: 150 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { screen, read, draw, given } = open();
        let sent = '';
        let acknowledged = 0;
        for (const one of steps) {
          if (one === 'read') read();
          else if (one === 'draw') draw();
          else if (one === 'flush') screen.flush();
          else if (typeof one === 'number') vi.advanceTimersByTime(one);
          else {
            sent += one;
            screen.write(bytes(one), () => {
              acknowledged += one.length;
            });
          }
        }
        for (let time = 0; time < 4; time += 1) {
          read();
          vi.advanceTimersByTime(150);
        }
        read();
        expect(acknowledged).toBe(sent.length);
        expect(given().replaceAll(hold, '').replaceAll(release, '') === sent).toBe(true);
        expect(given()).not.toMatch(/[^\nhl]\x1b\[\?2026/);
        expect(given().lastIndexOf(hold)).toBeLessThanOrEqual(Math.max(0, given().lastIndexOf(release)));
      }),
      { numRuns: 150 },
    );
  });
});

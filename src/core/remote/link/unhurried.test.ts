import { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unhurried } from './unhurried.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client that acknowledges the end of a channel as ssh2 does, and what has come out of it. */
function talking() {
  const written: string[] = [];
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  const say = (text: string) => socket.write(Buffer.from(text));
  const handlers = { CHANNEL_CLOSE: (_protocol: unknown, recipient: number) => void say(`closed ${recipient};`) };
  const keep = unhurried({ _protocol: { _handlers: handlers } } as unknown as Client, socket);
  return { socket, written, say, keep, ends: (channel: number) => handlers.CHANNEL_CLOSE(undefined, channel) };
}

it('that channels have ended is said before, and with, the next that somebody waits for', () => {
  const { written, say, ends } = talking();
  ends(1);
  ends(2);
  expect(written).toEqual([]);
  say('question;');
  expect(written).toEqual(['closed 1;closed 2;question;']);
  say('more;');
  expect(written).toHaveLength(2);
});

it('and after a while by itself', () => {
  const { written, ends } = talking();
  ends(1);
  vi.advanceTimersByTime(1_999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written).toEqual(['closed 1;']);
});

it('whatever else is said in there waits too, and what fails in there does not keep the rest', () => {
  const { written, say, keep } = talking();
  keep(() => say('open;'));
  expect(() =>
    keep(() => {
      throw new Error('broken');
    }),
  ).toThrow('broken');
  say('question;');
  expect(written).toEqual(['open;question;']);
});

it('a connection that is gone hears no more of it', () => {
  const { socket, written, ends } = talking();
  ends(1);
  socket.destroy();
  vi.advanceTimersByTime(5_000);
  expect(written).toEqual([]);
});

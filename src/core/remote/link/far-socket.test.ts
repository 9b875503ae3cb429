import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { FarSocket } from './far-socket.ts';

/** A far end whose writes hang for ever once it is stuck, as ssh2's do after the other side closed. */
function far() {
  const readable = new PassThrough();
  const written: string[] = [];
  const state = { stuck: false, closed: 0 };
  const writable = new Writable({
    write(chunk, _encoding, callback) {
      if (state.stuck) return;
      written.push(String(chunk));
      callback();
    },
  });
  const socket = new FarSocket({ readable, writable, close: () => state.closed++ });
  return { socket, readable, written, state };
}

test('bytes go both ways, and ends too', async () => {
  const { socket, readable, written, state } = far();
  socket.end('question');
  readable.end('answer');
  expect(String(Buffer.concat(await socket.toArray()))).toBe('answer');
  expect(written).toEqual(['question']);
  if (!socket.closed) await once(socket, 'close');
  expect(state.closed).toBe(1);
});

test('a slow reader holds the far end back', async () => {
  const { socket, readable } = far();
  const chunk = Buffer.alloc(64 * 1024);
  let pushed = 0;
  while (readable.write(chunk) && pushed < 100) {
    pushed++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(pushed).toBeLessThan(10);
  socket.destroy();
});

test('what came before the end is still read, though writing has no point any more', async () => {
  const { socket, readable } = far();
  readable.write('last words');
  socket.farClosed();
  readable.end();
  expect(String(Buffer.concat(await socket.toArray()))).toBe('last words');
});

test('a write that would hang for ever fails when the far end is gone', async () => {
  const { socket, state } = far();
  state.stuck = true;
  const failed = once(socket, 'error');
  socket.write('never acknowledged');
  socket.farClosed();
  expect(await failed).toMatchObject([{ code: 'EPIPE' }]);
});

test('a reason becomes the error', async () => {
  const { socket } = far();
  const failed = once(socket, 'error');
  socket.farClosed(new Error('the engine is down'));
  expect(await failed).toMatchObject([{ message: 'the engine is down' }]);
});

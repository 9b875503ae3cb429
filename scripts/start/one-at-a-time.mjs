import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';

/**
 * Does the work while nobody else who names the same socket is at it; `waiting` is called once where somebody is. The
 * lock is a socket that listens: the system closes it in whatever way its holder ends, and that wakes those who wait.
 * It only spares doing the same twice, so where there can be no such socket nobody waits.
 */
export async function oneAtATime(socket, work, waiting) {
  await mkdir(path.dirname(socket), { recursive: true }).catch(() => undefined);
  let tell = waiting;
  for (;;) {
    const release = await hold(socket);
    if (release) return work().finally(release);
    const failure = await untilReleased(socket, () => {
      tell();
      tell = () => {};
    });
    // Left behind by one that was killed.
    if (failure === 'ECONNREFUSED') await rm(socket, { force: true });
    else if (failure && failure !== 'ENOENT' && failure !== 'ECONNRESET') return work();
  }
}

/** What gives the lock back; undefined where somebody has it, or had it and was killed. */
function hold(socket) {
  const waiters = new Set();
  const server = createServer((waiter) => {
    waiters.add(waiter);
    waiter.on('error', () => waiter.destroy()).on('close', () => waiters.delete(waiter));
  });
  const release = () => {
    server.close();
    for (const waiter of waiters) waiter.destroy();
  };
  return new Promise((resolve) => {
    server.once('error', ({ code }) => resolve(code === 'EADDRINUSE' ? undefined : () => {}));
    server.listen(socket, () => resolve(release));
  });
}

/** Resolves when the holder gave the lock back or has ended, or with why it could not be asked. */
function untilReleased(socket, waits) {
  return new Promise((resolve) => {
    let failure;
    const client = connect(socket, waits).resume();
    client.on('error', ({ code }) => {
      failure = code;
    });
    client.on('close', () => resolve(failure));
  });
}

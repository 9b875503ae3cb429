import { connect } from 'node:net';
import { type LocalServer, localServer } from '../src/shared/fixtures/local-server.ts';

/** A way to a node's sshd by which everything takes `delayMs` longer, each way. */
export interface DelayedSsh extends LocalServer {
  /**
   * Round trips one after another since the last call, each by when it began (milliseconds since 1970): as often as the
   * near side spoke when it had heard something new and what it said last time can have been answered. What it says within
   * that time, on however many channels, is one.
   */
  trips(): number[];
}

export async function delayedSsh(to: number, delayMs: number): Promise<DelayedSsh> {
  let trips: number[] = [];
  const server = await localServer((near) => {
    const far = connect(to, '127.0.0.1');
    let heard = true;
    let spoke = Number.NEGATIVE_INFINITY;
    near.on('data', (chunk: Buffer) => {
      const now = performance.now();
      if (heard && now - spoke >= 2 * delayMs) {
        trips.push(performance.timeOrigin + now);
        spoke = now;
        heard = false;
      }
      setTimeout(() => far.write(chunk), delayMs);
    });
    far.on('data', (chunk: Buffer) =>
      setTimeout(() => {
        heard = true;
        near.write(chunk);
      }, delayMs),
    );
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true);
      one.on('error', () => {}).on('end', () => setTimeout(() => other.end(), delayMs));
    }
    // What is left of it goes with whoever came by it.
    near.on('close', () => far.destroy());
  });
  const taken = () => {
    const since = trips;
    trips = [];
    return since;
  };
  return { ...server, trips: taken };
}

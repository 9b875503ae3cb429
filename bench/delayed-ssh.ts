import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a node's sshd by which everything takes `delayMs` longer, each way. */
export interface DelayedSsh extends AsyncDisposable {
  /** On 127.0.0.1. */
  port: number;
  /**
   * Round trips one after another since the last call: how often the near side spoke when it had heard something new and
   * what it said last time can have been answered. What it says within that time, on however many channels, is one.
   */
  trips(): number;
}

export async function delayedSsh(to: number, delayMs: number): Promise<DelayedSsh> {
  const sockets = new Set<Socket>();
  let trips = 0;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    let heard = true;
    let spoke = Number.NEGATIVE_INFINITY;
    near.on('data', (chunk: Buffer) => {
      const now = performance.now();
      if (heard && now - spoke >= 2 * delayMs) {
        trips += 1;
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
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => {}).on('end', () => setTimeout(() => other.end(), delayMs));
      one.on('close', () => sockets.delete(one));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dispose = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  const taken = () => {
    const count = trips;
    trips = 0;
    return count;
  };
  return { port, trips: taken, [Symbol.asyncDispose]: dispose };
}

import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { LabError } from '../../shared/errors.ts';

/** A verified and authenticated SSH connection; everything that the app does on a node goes through one of these. */
export interface Link {
  readonly node: string;
  readonly user: string;
  readonly client: Client;
  /** The login password, where one was used. */
  readonly password: string | undefined;
  /** Resolves once, when the connection is gone: with the reason, or undefined after `close`. */
  readonly lost: Promise<LabError | undefined>;
  /** The same, for code that cannot wait. */
  gone(): LabError | undefined;
  /** Counts what arrives, whatever it is: while the count moves, the node is there. */
  received(): number;
  /** Gives the connection up for this reason. */
  fail(reason: Error): void;
  /** `farewell` is what there is still to say. */
  close(farewell?: () => Promise<void>): Promise<void>;
}

const politeness = 1000;

export function linkOf(
  { node, user }: { node: string; user: string },
  client: Client,
  socket: Duplex,
  password: string | undefined,
): Link {
  let reason: Error | undefined;
  let closing = false;
  let gone: LabError | undefined;
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  client.on('error', (error) => {
    reason ??= error;
  });
  const lost = new Promise<LabError | undefined>((resolve) => {
    client.on('close', () => {
      gone = lostError(node, reason ?? new Error(closing ? 'it was closed here' : 'the node closed it'));
      resolve(closing ? undefined : gone);
    });
  });
  const fail = (error: Error) => {
    reason ??= error;
    client.destroy();
  };
  const close = async (farewell?: () => Promise<void>) => {
    closing = true;
    const force = setTimeout(() => client.destroy(), politeness);
    await Promise.race([farewell?.(), lost]);
    client.end();
    await lost;
    clearTimeout(force);
  };
  return { node, user, client, password, lost, gone: () => gone, received: () => received, fail, close };
}

function lostError(node: string, cause: Error): LabError {
  return new LabError('unreachable', `The connection to ${node} is gone: ${cause.message}`, {
    node,
    remedy: 'Check that the machine is up, then try again: the lab looks at what really stands there first.',
    cause,
  });
}

/** Opens a channel of any kind; ssh2 reports failures in three ways, of which one is to throw. */
export function openChannel<T>(
  link: Link,
  start: (client: Client, done: (error: Error | undefined, channel: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = link.gone();
    if (gone) return reject(gone);
    try {
      start(link.client, (error, channel) => (error ? reject(link.gone() ?? error) : resolve(channel)));
    } catch (error) {
      reject(lostError(link.node, error as Error)); // its socket has ended, and `close` is about to say so
    }
  });
}

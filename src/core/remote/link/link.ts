import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { LabError, Reason, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { within } from '../../gates/wait.ts';
import { type Unhurried, unhurried } from './unhurried.ts';

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
  /** What is said in there goes with the next thing that somebody waits for. */
  readonly unhurried: Unhurried;
  /** Gives the connection up for this reason. */
  fail(reason: Error): void;
  /** `farewell` is what there is still to say; after so many milliseconds (1,000 unless told) it is cut off. */
  close(how?: Goodbye): Promise<void>;
}

export interface Goodbye {
  farewell?: () => Promise<void>;
  patience?: number;
}

const politeness = 1000;
/** A request for a channel that sshd leaves without an answer for so long gets none any more. */
const channelPatience = 30_000;

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
      gone = lostError(node, reason ?? new Reason(closing ? texts.link.closedHere : texts.link.nodeClosed));
      resolve(closing ? undefined : gone);
    });
  });
  const fail = (error: Error) => {
    reason ??= error;
    client.destroy();
  };
  const close = async ({ farewell, patience = politeness }: Goodbye = {}) => {
    closing = true;
    const force = setTimeout(() => client.destroy(), patience);
    await Promise.race([farewell?.(), lost]);
    // After a farewell nothing is left to be said or heard: another round trip would only put the end off.
    if (farewell) client.destroy();
    else client.end();
    await lost;
    clearTimeout(force);
  };
  return {
    node,
    user,
    client,
    password,
    lost,
    gone: () => gone,
    received: () => received,
    unhurried: unhurried(client, socket),
    fail,
    close,
  };
}

function lostError(node: string, cause: Error): LabError {
  return new LabError('unreachable', texts.link.gone({ node, why: wordsOf(cause) }), {
    node,
    remedy: texts.link.goneRemedy,
    cause,
  });
}

type Start<T> = (client: Client, done: (error: Error | undefined, channel: T) => void) => void;

/** Opens a channel of any kind. One that comes when nobody waits for it any more is closed again. */
export async function openChannel<T>(link: Link, start: Start<T>, signal?: AbortSignal): Promise<T> {
  const what = texts.link.channel({ node: link.node });
  let isWanted = true;
  const opening = opened(link, start);
  opening.then(
    (channel) => !isWanted && (channel as { close?(): void; end?(): void }).close?.(),
    () => undefined,
  );
  try {
    return await within({ what, ms: channelPatience, signal, node: link.node }, () => opening);
  } catch (error) {
    isWanted = false;
    throw signal?.aborted && signal.reason instanceof LabError ? signal.reason : error;
  }
}

/** ssh2 reports failures in three ways, of which one is to throw. */
function opened<T>(link: Link, start: Start<T>): Promise<T> {
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

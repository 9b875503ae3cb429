import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { LabError, Reason, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { AuthOptions } from '../auth/auth-options.ts';
import type { Route } from '../config/route.ts';
import { deadline } from './deadline.ts';
import {
  answerMs,
  DroppedEarly,
  type HandshakeOptions,
  handshake,
  type LinkState,
  notSsh,
  unreachable,
} from './handshake.ts';
import { type Goodbye, type Link, openChannel } from './link.ts';

export interface LinkOptions extends AuthOptions {
  signal?: AbortSignal;
  /** Milliseconds for each host on the way; the time that a person takes to answer is not counted. */
  connectTimeout: number;
  onState?: (state: LinkState) => void;
}

/** Connects to a node, through its jump hosts where it has some; each host on the way is verified like the node itself. */
export async function openLink(route: Route, options: LinkOptions): Promise<Link> {
  let via: Link | undefined;
  try {
    for (const hop of route.jumps) via = chained(await oneLink(hop, options, via), via);
    return chained(await oneLink(route, options, via), via);
  } catch (error) {
    await via?.close();
    throw error;
  }
}

/** Closing a link closes what carried it. */
function chained(link: Link, via: Link | undefined): Link {
  if (!via) return link;
  const close = async (how?: Goodbye) => {
    await link.close(how);
    await via.close(how?.patience === undefined ? {} : { patience: how.patience });
  };
  void link.lost.then(() => via.close());
  return { ...link, close };
}

async function oneLink(route: Route, options: LinkOptions, via: Link | undefined): Promise<Link> {
  const clock = deadline(options.connectTimeout);
  const signal = options.signal ? AbortSignal.any([options.signal, clock.signal]) : clock.signal;
  const dropped: Dropped = {};
  const onState = options.onState ?? (() => {});
  const inner = { ...options, prompts: clock.pausing(options.prompts), signal, onState };
  try {
    return await withRetries(route, inner, via, dropped);
  } catch (error) {
    if (options.signal?.aborted)
      throw new LabError('cancelled', texts.link.connectingCancelled({ node: route.node }), { node: route.node });
    if (clock.signal.aborted)
      throw (dropped.last ? notSsh : unreachable)(route, tooLate(options.connectTimeout, dropped.last));
    throw error;
  } finally {
    clock.clear();
  }
}

interface Dropped {
  last?: Error;
}

const tooLate = (timeout: number, dropped: Error | undefined) =>
  new Reason(
    dropped
      ? texts.link.droppedAlways({ why: wordsOf(dropped), milliseconds: timeout })
      : texts.link.noAnswer({ milliseconds: timeout }),
  );

/** sshd drops connections at random while many are being set up, so those are tried again, later and later. */
async function withRetries(
  route: Route,
  options: HandshakeOptions,
  via: Link | undefined,
  dropped: Dropped,
): Promise<Link> {
  for (let attempt = 0; ; attempt++) {
    options.onState(attempt === 0 ? 'connecting' : 'retrying');
    const socket = await inTime(route, options.signal, (signal) =>
      via ? through(via, route, signal) : direct(route, signal),
    );
    try {
      return await handshake(route, socket, options);
    } catch (error) {
      socket.destroy();
      if (!(error instanceof DroppedEarly)) throw error;
      dropped.last = error;
      const pause = Math.min(100 * 2 ** attempt, 2000) * (0.5 + Math.random());
      await wait(pause, undefined, { signal: options.signal });
    }
  }
}

/** A machine that is up takes a connection, or refuses it, at once. */
async function inTime(
  route: Route,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Duplex>,
): Promise<Duplex> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), answerMs);
  try {
    return await work(AbortSignal.any([signal, clock.signal]));
  } catch (error) {
    if (!clock.signal.aborted || signal.aborted) throw error;
    throw unreachable(route, new Reason(texts.link.noAnswer({ milliseconds: answerMs })));
  } finally {
    clearTimeout(timer);
  }
}

function direct(route: Route, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    // Not connect's own `signal`: that would tear the connection down at every later abort too, before anything
    // on the node was ended or written into its ledger.
    signal.throwIfAborted();
    const socket = connect({ host: route.host, port: route.port });
    const give = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', give, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', give));
    socket.once('connect', () => {
      signal.removeEventListener('abort', give);
      socket.removeAllListeners('error');
      socket.pause();
      resolve(socket);
    });
    socket.once('error', (error) => reject(signal.aborted ? error : unreachable(route, error)));
  });
}

async function through(via: Link, route: Route, signal: AbortSignal): Promise<Duplex> {
  try {
    return await openChannel<Duplex>(
      via,
      (client, done) => client.forwardOut('127.0.0.1', 0, route.host, route.port, done),
      signal,
    );
  } catch (error) {
    throw error instanceof LabError
      ? error
      : unreachable(route, new Reason(texts.link.jumpHost({ why: wordsOf(error) })));
  }
}

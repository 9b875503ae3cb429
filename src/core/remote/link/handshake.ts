import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type AuthenticationType, Client, type ClientErrorExtensions } from 'ssh2';
import { LabError, Reason, toLabError, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { type Authenticator, authenticator } from '../auth/auth.ts';
import type { AuthOptions } from '../auth/auth-options.ts';
import { keyAtHand } from '../auth/key-at-hand.ts';
import type { Route } from '../config/route.ts';
import { algorithmsFor } from './algorithms.ts';
import { type HostKeyPlace, readKnownKeys, verifyHostKey } from './host-key.ts';
import { keepKeys } from './keep-keys.ts';
import { type Link, linkOf } from './link.ts';
import { onlyChacha, type ServerOffer, serverOffer } from './server-offer.ts';
import { signAtOnce } from './sign-at-once.ts';

export type LinkState = 'connecting' | 'retrying' | 'verifying' | 'authenticating' | 'ready';

export interface HandshakeOptions extends AuthOptions {
  signal: AbortSignal;
  onState: (state: LinkState) => void;
}

/** Milliseconds in which a machine takes a connection, and after which its sshd has said its first word. */
export const answerMs = 6_000;

/** The node ended the connection before SSH began: sshd does so when too many are being set up (MaxStartups). */
export class DroppedEarly extends Error {}

/** SSH over an open socket: host key first, then credentials. Rejects with a LabError or DroppedEarly. */
export async function handshake(route: Route, socket: Duplex, options: HandshakeOptions): Promise<Link> {
  const place: HostKeyPlace = {
    node: route.node,
    host: route.host,
    port: route.port,
    files: route.knownHosts,
    acceptInto: route.acceptInto,
    ...(route.claimedHosts && { claims: route.claimedHosts }),
    ...(route.hostKeyAlias && { alias: route.hostKeyAlias }),
  };
  const [known, first] = await Promise.all([readKnownKeys(place, options.signal), keyAtHand(route, options)]);
  const auth = authenticator(route, options, first);
  const client = new Client();
  const verifier = hostVerifier(place, options);
  const offer = serverOffer();
  const ready = settled(client, route, { auth, verifier, offer, socket, signal: options.signal });
  (socket as Partial<Socket>).setNoDelay?.(true);
  client.connect({
    sock: socket,
    username: route.user,
    algorithms: algorithmsFor(known.filter(({ marker }) => marker === 'none').map(({ type }) => type)),
    hostVerifier: verifier.verify,
    authHandler: auth.next as never, // the published type forgets that the first call has no list yet
    debug: offer.hear,
    keepaliveInterval: 0, // see heartbeat.ts: ssh2's own takes a slow link for a dead one
    readyTimeout: 0, // our own deadline knows when a person is being asked
  });
  hearRefusals(client, auth);
  if (first) signAtOnce(client, route.user, first.key);
  await ready;
  keepKeys(client);
  options.onState('ready');
  return linkOf(route, client, socket, auth.password());
}

interface Verifier {
  verify(key: Buffer, answer: (valid: boolean) => void): void;
  failure(): LabError | undefined;
}

function hostVerifier(place: HostKeyPlace, { prompts, onState }: HandshakeOptions): Verifier {
  let accepted: Buffer | undefined;
  let failure: LabError | undefined;
  const verify: Verifier['verify'] = (key, answer) => {
    // A new key exchange in mid-connection must show the same key; nobody is asked again.
    if (accepted) return answer(accepted.equals(key));
    onState('verifying');
    verifyHostKey(key, place, prompts).then(
      () => {
        accepted = key;
        onState('authenticating');
        answer(true);
      },
      (error: unknown) => {
        failure = toLabError(error);
        answer(false);
      },
    );
  };
  return { verify, failure: () => failure };
}

interface Parts {
  auth: Authenticator;
  verifier: Verifier;
  offer: ServerOffer;
  socket: Duplex;
  signal: AbortSignal;
}

type SshError = Error & ClientErrorExtensions & { code?: string | number };

function settled(client: Client, route: Route, { auth, verifier, offer, socket, signal }: Parts): Promise<void> {
  let done = false;
  return new Promise<void>((resolve, reject) => {
    const abort = () => fail(signal.reason as Error);
    const fail = (error: SshError) => {
      if (done) return;
      // One key could not sign: the next is tried, unless the person gave up at its passphrase.
      if (error.level === 'agent' && !(error instanceof LabError)) return auth.note(wordsOf(error));
      settle();
      client.destroy();
      if (error instanceof LabError || signal.aborted) reject(error);
      else reject(verifier.failure() ?? offer.mismatch(error.message, route) ?? reasonFor(error, route, auth));
    };
    // The kernel of a machine whose programs all stand still takes connections for them.
    const mute = setTimeout(
      () => fail(unreachable(route, new Reason(texts.link.mute({ milliseconds: answerMs })))),
      answerMs,
    );
    socket.once('data', () => clearTimeout(mute));
    const settle = () => {
      done = true;
      clearTimeout(mute);
      signal.removeEventListener('abort', abort);
    };
    client.on('ready', () => {
      settle();
      resolve();
    });
    client.on('handshake', ({ cs, sc }) => {
      // What comes after is a packet a time: nothing more is told of it.
      const inside = (client as unknown as Inside)._protocol;
      if (inside) inside._debug = undefined;
      if ([cs, sc].some(({ cipher }) => cipher.startsWith('chacha20')) && !offer.strict()) fail(onlyChacha(route));
    });
    client.on('error', fail);
    client.on('close', () => fail(new Reason(texts.link.closedByNode)));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Fields of ssh2 1.17. */
interface Inside {
  _protocol?: {
    _debug?: unknown;
    _handlers?: { USERAUTH_FAILURE?: (protocol: unknown, left: AuthenticationType[], partial: boolean) => void };
  };
}

/**
 * After a refused key ssh2 asks for the next method without saying what the node takes by now: with `AuthenticationMethods
 * publickey,password` the password would never have its turn.
 */
function hearRefusals(client: Client, auth: Authenticator): void {
  const handlers = (client as unknown as Inside)._protocol?._handlers;
  const refused = handlers?.USERAUTH_FAILURE;
  if (!handlers || !refused) return;
  handlers.USERAUTH_FAILURE = (protocol, left, partial) => {
    auth.refused(left, partial);
    refused(protocol, left, partial);
  };
}

function reasonFor(error: SshError, route: Route, auth: Authenticator): Error {
  if (error.level === 'client-authentication' || /authentication/i.test(error.message)) return auth.failure();
  const early = /before handshake/i.test(error.message) || error.code === 'ECONNRESET' || error.code === 'EPIPE';
  if (early && !auth.begun()) return new DroppedEarly(error.message);
  // sshd says goodbye when it has seen enough failures; what was tried by then is what there is to know.
  if (auth.begun() && typeof error.code === 'number') return auth.failure();
  const ofSystem = error.level === 'client-socket' || typeof error.code === 'string';
  return ofSystem ? unreachable(route, error) : notSsh(route, error);
}

/** Something answered: whether the machine is up is not the question. */
export function notSsh({ node, host, port }: Pick<Route, 'node' | 'host' | 'port'>, cause: Error): LabError {
  return new LabError('unreachable', texts.link.notSsh({ node, host, port, why: wordsOf(cause) }), {
    node,
    remedy: texts.link.notSshRemedy({ host, port }),
    cause,
  });
}

export function unreachable({ node, host, port }: Pick<Route, 'node' | 'host' | 'port'>, cause: Error): LabError {
  return new LabError('unreachable', texts.link.unreachable({ node, host, port, why: wordsOf(cause) }), {
    node,
    remedy: texts.link.unreachableRemedy,
    cause,
  });
}

import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Client, type ClientErrorExtensions } from 'ssh2';
import { LabError } from '../../shared/errors.ts';
import { algorithmsFor } from './algorithms.ts';
import { type Authenticator, type AuthOptions, authenticator } from './auth.ts';
import { type HostKeyPlace, readKnownKeys, verifyHostKey } from './host-key.ts';
import type { Route } from './route.ts';

export type LinkState = 'connecting' | 'retrying' | 'verifying' | 'authenticating' | 'ready';

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
  close(): Promise<void>;
}

export interface HandshakeOptions extends AuthOptions {
  signal: AbortSignal;
  onState: (state: LinkState) => void;
}

/** The node ended the connection before SSH began: sshd does so when too many are being set up (MaxStartups). */
export class DroppedEarly extends Error {}

/** SSH over a socket that is open or opening: host key first, then credentials. Rejects with a LabError or DroppedEarly. */
export async function handshake(route: Route, socket: Duplex, options: HandshakeOptions): Promise<Link> {
  const place: HostKeyPlace = {
    node: route.node,
    host: route.host,
    port: route.port,
    files: route.knownHosts,
    ...(route.hostKeyAlias && { alias: route.hostKeyAlias }),
  };
  const known = await readKnownKeys(place);
  const auth = authenticator(route, options);
  const client = new Client();
  const verifier = hostVerifier(place, options);
  const ready = settled(client, route, { auth, verifier, signal: options.signal });
  (socket as Partial<Socket>).setNoDelay?.(true);
  client.connect({
    sock: socket as Socket,
    username: route.user,
    algorithms: algorithmsFor(known.filter(({ marker }) => marker === 'none').map(({ type }) => type)),
    hostVerifier: verifier.verify,
    authHandler: auth.next as never, // the published type forgets that the first call has no list yet
    keepaliveInterval: 5000,
    keepaliveCountMax: 3,
    readyTimeout: 0, // our own deadline knows when a person is being asked
  });
  await ready;
  options.onState('ready');
  return linkOf(route, client, auth.password());
}

interface Verifier {
  verify(key: Buffer, answer: (valid: boolean) => void): void;
  failure(): unknown;
}

function hostVerifier(place: HostKeyPlace, { prompts, onState }: HandshakeOptions): Verifier {
  let accepted: Buffer | undefined;
  let failure: unknown;
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
        failure = error;
        answer(false);
      },
    );
  };
  return { verify, failure: () => failure };
}

interface Parts {
  auth: Authenticator;
  verifier: Verifier;
  signal: AbortSignal;
}

function settled(client: Client, route: Route, { auth, verifier, signal }: Parts): Promise<void> {
  let sawSsh = false;
  client.on('handshake', () => {
    sawSsh = true;
  });
  return new Promise<void>((resolve, reject) => {
    const fail = (error: Error & ClientErrorExtensions) => {
      if (error.level === 'agent') return; // one key could not sign; the next is tried
      client.destroy();
      reject(verifier.failure() ?? reasonFor(error, route, auth, sawSsh));
    };
    client.on('ready', resolve);
    client.on('error', fail);
    client.on('close', () => fail(new Error('the connection was closed')));
    const abort = () => {
      client.destroy();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function reasonFor(error: Error & ClientErrorExtensions, route: Route, auth: Authenticator, sawSsh: boolean): Error {
  if (error.level === 'client-authentication' || sawSsh) return auth.failure();
  if (error.level === 'protocol' || (error as NodeJS.ErrnoException).code === 'ECONNRESET')
    return new DroppedEarly(error.message);
  return unreachable(route, error);
}

export function unreachable(route: Pick<Route, 'node' | 'host' | 'port'>, cause: Error): LabError {
  return new LabError('unreachable', `${route.node} (${route.host} port ${route.port}): ${cause.message}`, {
    node: route.node,
    remedy: 'Check that the machine is up, that its address and port are right, and that sshd runs there.',
    cause,
  });
}

function linkOf(route: Route, client: Client, password: string | undefined): Link {
  let reason: Error | undefined;
  let closing = false;
  let gone: LabError | undefined;
  client.removeAllListeners('error').on('error', (error) => {
    reason = error;
  });
  const lost = new Promise<LabError | undefined>((resolve) => {
    client.on('close', () => {
      const cause =
        reason ?? new Error(closing ? 'the connection was closed here' : 'the connection was closed by the node');
      gone = new LabError('unreachable', `The connection to ${route.node} is gone: ${cause.message}`, {
        node: route.node,
        remedy: 'Check that the machine is up, then try again: the lab looks at what really stands there first.',
        cause,
      });
      resolve(closing ? undefined : gone);
    });
  });
  const close = async () => {
    closing = true;
    client.end();
    const force = setTimeout(() => client.destroy(), 1000);
    await lost;
    clearTimeout(force);
  };
  return { node: route.node, user: route.user, client, password, lost, gone: () => gone, close };
}

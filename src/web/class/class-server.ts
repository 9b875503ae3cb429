import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from '../../core/app/router/create-core.ts';
import type { WindowFile } from '../../core/app/router/window-files.ts';
import type { Seating, Session } from '../../core/class/seating.ts';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { endServer, refuseUpgrade } from '../end-server.ts';
import { joinRpc, joinTerminal } from '../sockets.ts';
import { watchWindows } from '../watch-windows.ts';
import { answerGuest, type Door } from './answer-guest.ts';
import { boundConnections } from './bound-connections.ts';
import type { Certificate } from './certificate.ts';
import { Guesses } from './guesses.ts';
import { type GuestRules, type GuestVerdict, judgeGuest } from './judge-guest.ts';

export interface ClassServerOptions {
  core: Core;
  files: ReadonlyMap<string, WindowFile>;
  seating: Seating;
  class: string;
  certificate: Certificate;
  address: string;
  port: number;
  /** Names by which it may be called, without a port. */
  names: readonly string[];
  onGuesses?: (address: string) => void;
  guesses?: Guesses;
}

export interface ClassServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Room for a paste in one piece. */
const maxPayload = 2 * 1024 * 1024;
const mostUntaken = 16 * 1024 * 1024;
/** Of one person: windows, and terminals that these show. */
const mostWindows = 4;
const mostChannels = 24;

/** Serves the labs of a class over HTTPS to those who join. It is asked only by way of `judgeGuest`, and core by way of `admit`. */
export async function startClassServer(options: ClassServerOptions): Promise<ClassServer> {
  const { seating, certificate } = options;
  const { cert, key } = certificate;
  const server = createServer({
    ...{ cert, key, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], handshakeTimeout: 10_000 },
    ...{ headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5000 },
    ...{ keepAliveTimeout: 5000, maxHeaderSize: 16 * 1024 },
  });
  server.timeout = 60_000;
  const held = boundConnections(server);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const rules: GuestRules = {
    hosts: hostsOf(options.names, port),
    cookie: `__Host-overlay-lab-${port}`,
    session: (value) => seating.session(value),
  };
  const door: Door = {
    ...{ class: options.class, fingerprint: certificate.fingerprint, rules, seating, files: options.files },
    guesses: options.guesses ?? new Guesses(),
    onGuesses: options.onGuesses ?? (() => {}),
  };
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload });
  const open = openers(options, sockets);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answerGuest(request, response, judgeGuest(request, false, rules), door).catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const verdict = judgeGuest(request, true, rules);
    if (verdict.kind !== 'rpc' && verdict.kind !== 'terminal')
      return refuseUpgrade(socket, verdict.kind === 'refused' ? verdict.status : 400);
    sockets.handleUpgrade(request, socket, head, (client) => open(client, verdict));
  });
  return { port, close: () => endServer(server, sockets, held) };
}

/** With a port, and as browsers leave it out. */
function hostsOf(names: readonly string[], port: number): Set<string> {
  const hosts = names.map((name) => (name.includes(':') ? `[${name}]` : name).toLowerCase());
  return new Set(hosts.flatMap((host) => (port === 443 ? [host, `${host}:443`] : [`${host}:${port}`])));
}

function listen(server: Server, { address, port }: ClassServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = ({ code = '' }: NodeJS.ErrnoException) =>
      reject(
        new LabError('refused', texts.serve.portTaken({ address: `${address}:${port}`, code }), {
          remedy: texts.serve.portTakenRemedy,
        }),
      );
    server.once('error', fail);
    server.listen(port, address, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function openers({ core, seating, class: name }: ClassServerOptions, sockets: WebSocketServer) {
  const rpc = joinRpc(core);
  const windows = watchWindows(sockets, () => {});
  const clients = new Map<string, Set<WebSocket>>();
  // Whoever's session ended has no window a moment later.
  seating.onEnd((key) => {
    for (const client of clients.get(key) ?? []) client.terminate();
  });
  return (client: WebSocket, verdict: Extract<GuestVerdict, { session: Session }>) => {
    const { session, kind } = verdict;
    client.on('error', () => client.terminate());
    client.on('ping', () => client.bufferedAmount > mostUntaken && client.terminate());
    windows.watch(client);
    const own = clients.get(session.key) ?? new Set();
    clients.set(session.key, own);
    const isRpc = kind === 'rpc';
    const most = isRpc ? mostWindows : mostChannels;
    if ([...own].filter((one) => isWindow.has(one) === isRpc).length >= most)
      return client.close(1013, 'too many windows');
    own.add(client);
    if (isRpc) isWindow.add(client);
    if (isRpc && session.who === 'student') seating.windows(session.seat, 1);
    client.on('close', () => {
      own.delete(client);
      if (own.size === 0) clients.delete(session.key);
      if (isRpc && session.who === 'student') seating.windows(session.seat, -1);
    });
    const { who } = session;
    const rights = core.rightsOf({ who, class: name, ...(who === 'student' && { seat: session.seat }) });
    if (verdict.kind === 'terminal') joinTerminal(core, verdict.id, client, rights);
    else rpc(client, rights);
  };
}

const isWindow = new WeakSet<WebSocket>();

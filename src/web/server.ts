import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from '../core/handlers/create-core.ts';
import type { WindowFile } from '../core/handlers/window-files.ts';
import { answer } from './answer.ts';
import { judge, type Rules, type Verdict } from './judge.ts';
import { Keys } from './keys.ts';
import { mayTalk, peerOwner } from './peer-owner.ts';
import { joinRpc, joinTerminal } from './sockets.ts';
import { watchWindows } from './watch-windows.ts';

export interface ServerOptions {
  core: Core;
  files: Map<string, WindowFile>;
  /** A free one unless told. */
  port?: number;
  /** Called when the number of open windows changes. */
  onWindows?: (open: number) => void;
}

export interface WebServer {
  readonly port: number;
  /** An address that opens one window, once, within this time. */
  newAddress(lifetimeMs: number): string;
  close(): Promise<void>;
}

const address = '127.0.0.1';
/** Room for a lab of a thousand nodes as a form sends it, and for a paste in one piece. */
const maxPayload = 2 * 1024 * 1024;

export async function startServer(options: ServerOptions): Promise<WebServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5000 });
  server.maxConnections = 256;
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const rules: Rules = { host: `${address}:${port}`, cookie: `overlay-lab-${port}`, keys: new Keys() };
  const strangers = refuseStrangers(server, port);
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload });
  const open = openers(options, sockets);
  server.on('request', (request, response) => {
    void strangers(request.socket).then((stranger) => {
      const verdict = stranger ? refusedStranger : judge(request, false, rules);
      answer(response, verdict, { rules, files: options.files, request });
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    void strangers(request.socket).then((stranger) => {
      const verdict = stranger ? refusedStranger : judge(request, true, rules);
      if (verdict.kind !== 'rpc' && verdict.kind !== 'terminal') return refuseUpgrade(socket, verdict);
      sockets.handleUpgrade(request, socket, head, (client) => open(client, verdict));
    });
  });
  return {
    port,
    newAddress: (lifetimeMs) => `http://${rules.host}/?token=${rules.keys.newToken(lifetimeMs)}`,
    close: () => close(server, sockets),
  };
}

const refusedStranger: Verdict = { kind: 'refused', status: 403, why: 'another user of this machine' };

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Who is at the other end is looked up once a connection. */
function refuseStrangers(server: Server, port: number): (socket: Socket) => Promise<boolean> {
  const known = new WeakMap<Socket, Promise<boolean>>();
  const isStranger = async ({ remotePort = 0 }: Socket) => !mayTalk(await peerOwner(remotePort, port));
  server.on('connection', (socket) => known.set(socket, isStranger(socket)));
  return (socket) => known.get(socket) ?? Promise.resolve(true);
}

function openers({ core, onWindows = () => {} }: ServerOptions, sockets: WebSocketServer) {
  const rpc = joinRpc(core);
  const windows = watchWindows(sockets, onWindows);
  return (client: WebSocket, verdict: { kind: 'rpc' } | { kind: 'terminal'; id: string }) => {
    // A frame that breaks the rules ends the socket; that is all there is to do.
    client.on('error', () => client.terminate());
    windows.watch(client);
    if (verdict.kind === 'terminal') return joinTerminal(core, verdict.id, client);
    windows.count(client);
    rpc(client);
  };
}

function refuseUpgrade(socket: Duplex, verdict: Verdict): void {
  const status = verdict.kind === 'refused' ? verdict.status : 400;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.close(1001);
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
  }, 500);
  await ended;
  clearTimeout(force);
}

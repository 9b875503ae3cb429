import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from '../core/app/router/create-core.ts';
import type { WindowFile } from '../core/app/router/window-files.ts';
import { answer } from './answer.ts';
import { openDoor } from './door.ts';
import { endServer, refuseUpgrade } from './end-server.ts';
import { judge, type Rules } from './judge.ts';
import { Keys } from './keys.ts';
import { type FindOwner, ownerFinder } from './peer-owner.ts';
import { joinRpc, joinTerminal } from './sockets.ts';
import { watchWindows } from './watch-windows.ts';

export interface ServerOptions {
  core: Core;
  files: Map<string, WindowFile>;
  /** A free one unless told. */
  port?: number;
  /** Called when the number of open windows changes. */
  onWindows?: (open: number) => void;
  /** Called once for each other user whose connection was closed; undefined where the system does not tell whose it was. */
  onStranger?: (owner: number | undefined) => void;
  /** Stand-in, for tests. */
  findOwner?: FindOwner;
}

export interface WebServer {
  readonly port: number;
  /** An address that opens one window, once, within this time. */
  newAddress(lifetimeMs: number, onUsed?: () => void): string;
  close(): Promise<void>;
}

const address = '127.0.0.1';
/** Room for a paste in one piece. */
const maxPayload = 2 * 1024 * 1024;
/** Of answers to pings; one that takes no more than that is none of ours. */
const mostUntaken = 16 * 1024 * 1024;
const mostWindows = 32;

export async function startServer(options: ServerOptions): Promise<WebServer> {
  // Deadlines of what is not asked yet are the door's; what is answered has to be taken, too.
  const http = createServer({ keepAliveTimeout: 5000, maxHeaderSize: 16 * 1024 });
  http.timeout = 60_000;
  const { onStranger, findOwner = ownerFinder() } = options;
  const door = openDoor(http, { findOwner, ...(onStranger && { onStranger }) });
  await listen(door, options.port ?? 0);
  const { port } = door.address() as AddressInfo;
  const rules: Rules = { host: `${address}:${port}`, cookie: `overlay-lab-${port}`, keys: new Keys() };
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload });
  const open = openers(options, sockets);
  const held = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    held.add(socket);
    socket.on('close', () => held.delete(socket));
  });
  http.on('request', (request, response) =>
    answer(response, judge(request, false, rules), { rules, files: options.files, request }),
  );
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const verdict = judge(request, true, rules);
    if (verdict.kind !== 'rpc' && verdict.kind !== 'terminal')
      return refuseUpgrade(socket, verdict.kind === 'refused' ? verdict.status : 400);
    sockets.handleUpgrade(request, socket, head, (client) => open(client, verdict));
  });
  return {
    port,
    newAddress: (lifetimeMs, onUsed) => `http://${rules.host}/?token=${rules.keys.newToken(lifetimeMs, onUsed)}`,
    close: () => endServer(door, sockets, held),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function openers({ core, onWindows = () => {} }: ServerOptions, sockets: WebSocketServer) {
  const rpc = joinRpc(core);
  const windows = watchWindows(sockets, onWindows);
  return (client: WebSocket, verdict: { kind: 'rpc' } | { kind: 'terminal'; id: string }) => {
    // A frame that breaks the rules ends the socket; that is all there is to do.
    client.on('error', () => client.terminate());
    client.on('ping', () => client.bufferedAmount > mostUntaken && client.terminate());
    windows.watch(client);
    if (verdict.kind === 'terminal') return joinTerminal(core, verdict.id, client, { who: 'owner' });
    if (windows.open >= mostWindows) return client.close(1013, 'too many windows');
    windows.count(client);
    rpc(client, { who: 'owner' });
  };
}

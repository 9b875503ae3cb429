import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { keyOf } from './guesses.ts';

/** In all; a window has one, and one more for each of its terminals. */
const mostOpen = 2048;
/** A class behind one address has many. */
const mostOfAddress = 1024;
/** Of those that ask nothing now: of all, and of one address. The one that waits longest goes for a new one. */
const mostSilent = 512;
const mostSilentOfAddress = 128;

/** Nobody holds all places: bounds on connections, and on those that say nothing. Gives all that are open. */
export function boundConnections(server: Server): ReadonlySet<Socket> {
  server.maxConnections = mostOpen;
  const held = new Set<Socket>();
  const silent = new Map<Socket, string>();
  const byAddress = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = keyOf(socket.remoteAddress ?? '');
    const count = (byAddress.get(address) ?? 0) + 1;
    byAddress.set(address, count);
    held.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      held.delete(socket);
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left > 0) byAddress.set(address, left);
      else byAddress.delete(address);
    });
    if (count > mostOfAddress) socket.destroy();
  });
  const hush = (socket: Socket) => {
    const address = keyOf(socket.remoteAddress ?? '');
    silent.delete(socket);
    silent.set(socket, address);
    const own = [...silent].filter(([, other]) => other === address);
    if (own.length > mostSilentOfAddress) own[0]?.[0].destroy();
    const [oldest] = silent.keys();
    if (silent.size > mostSilent) oldest?.destroy();
  };
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.on('close', () => silent.delete(socket));
    hush(socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.on('close', () => !socket.destroyed && hush(socket));
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => silent.delete(socket));
  // Plain HTTP, and whatever else is no TLS, gets no word.
  server.on('tlsClientError', (_error, socket: TLSSocket) => socket.destroy());
  return held;
}

import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type FindOwner, mayTalk } from './peer-owner.ts';

export interface DoorOptions {
  findOwner: FindOwner;
  /** Called once for each user that was turned away, with undefined for peers of whom the system does not tell. */
  onStranger?: (owner: number | undefined) => void;
  /** How long a connection may be open without a whole request. */
  silentMs?: number;
}

const address = '127.0.0.1';
/** Of our own; a window has one, and one more for each of its terminals. */
const mostOpen = 512;
/** Also those that are being looked up, for part of a second: so many strangers at once take no place from a window. */
const mostAccepted = 8192;
/** Of those that ask nothing now; the one that waits longest goes for a new one, so that nobody is locked out. */
const mostSilent = 64;

/**
 * What listens: hands on the connections of the person whose app this is, and closes all others before a byte of them
 * is read. So nobody else can hold a place, make us parse, or use a token up.
 */
export function openDoor(
  http: HttpServer,
  { findOwner, onStranger = () => {}, silentMs = 10_000 }: DoorOptions,
): Server {
  const told = new Set<number | undefined>();
  let open = 0;
  const silent = silentOnes(http, silentMs);
  const door = createServer({ pauseOnConnect: true, noDelay: true, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    void isOurs(socket, findOwner).then(({ ours, owner }) => {
      if (ours && !socket.destroyed && open < mostOpen) {
        open += 1;
        socket.on('close', () => {
          open -= 1;
        });
        silent.add(socket);
        http.emit('connection', socket);
        socket.resume();
        return;
      }
      socket.destroy();
      if (ours || told.has(owner) || told.size > 20) return;
      told.add(owner);
      onStranger(owner);
    });
  });
  door.maxConnections = mostAccepted;
  return door;
}

async function isOurs({ remoteAddress, remotePort, localPort }: Socket, findOwner: FindOwner) {
  if (remoteAddress !== address || !remotePort || !localPort) return { ours: false, owner: undefined };
  const owner = await findOwner({ peerPort: remotePort, ownPort: localPort }).catch(() => undefined);
  return { ours: mayTalk(owner), owner };
}

/** Connections that have sent no whole request yet, or none since their last answer, oldest first. */
function silentOnes(http: HttpServer, silentMs: number) {
  const waiting = new Map<Duplex, NodeJS.Timeout>();
  const forget = (socket: Duplex) => {
    clearTimeout(waiting.get(socket));
    waiting.delete(socket);
  };
  const add = (socket: Duplex) => {
    forget(socket);
    const timer = setTimeout(() => socket.destroy(), silentMs);
    waiting.set(socket, timer);
    const [oldest] = waiting.keys();
    if (waiting.size > mostSilent) oldest?.destroy();
  };
  http.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    forget(socket);
    response.on('close', () => !socket.destroyed && add(socket));
  });
  http.on('upgrade', (_request, socket) => forget(socket));
  return {
    add(socket: Socket): void {
      socket.on('close', () => forget(socket));
      add(socket);
    },
  };
}

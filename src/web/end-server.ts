import { STATUS_CODES } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';

/** Closes windows and the door; who has not gone after half a second is thrown out. */
export async function endServer(door: Server, sockets: WebSocketServer, held: ReadonlySet<Socket>): Promise<void> {
  for (const client of sockets.clients) client.close(1001);
  sockets.close();
  const ended = new Promise<void>((resolve) => door.close(() => resolve()));
  const force = setTimeout(() => {
    for (const socket of held) socket.destroy();
  }, 500);
  await ended;
  clearTimeout(force);
}

export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

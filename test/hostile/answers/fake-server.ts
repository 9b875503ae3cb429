import type { Socket } from 'node:net';
import { type LocalServer, localServer } from '../../../src/shared/fixtures/local-server.ts';

/** Speaks in place of an HTTP server, once a request has come. */
export type Serve = (socket: Socket) => void;

/** A server that says whatever it likes. */
export const fakeServer = (serve: Serve): Promise<LocalServer> =>
  localServer((socket) => socket.once('data', () => serve(socket)));

/** Writes the same again and again, as fast as it is read. */
export function endless(socket: Socket, piece: string | Buffer): void {
  const bytes = Buffer.from(piece);
  const more = () => {
    while (!socket.destroyed && socket.writable && socket.write(bytes));
  };
  socket.on('drain', more);
  more();
}

/** Writes a byte now and then. */
export function trickle(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 50);
  socket.once('close', () => clearInterval(timer));
}

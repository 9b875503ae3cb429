import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Speaks in place of an HTTP server, once a request has come. */
export type Serve = (socket: Socket) => void;

export interface FakeServer extends AsyncDisposable {
  /** On 127.0.0.1. */
  port: number;
}

/** A server that says whatever it likes. */
export async function fakeServer(serve: Serve): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.once('data', () => serve(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dispose = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, [Symbol.asyncDispose]: dispose };
}

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

import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { ByteChannel, Core } from '../core/app/router/create-core.ts';
import type { Rights } from '../core/app/router/rights.ts';
import { windowCalls } from '../core/app/router/window-limits.ts';

/** A window counts as behind while more than this waits to be sent to it. */
const mostWaiting = 1024 * 1024;

type Listen = (type: string, listener: (event: MessageEvent) => void) => void;

/** Room for a lab of a thousand nodes as a form sends it, which has some 300 KB. */
const mostCall = 1024 * 1024;

/** Joins a window's `/rpc` to core. */
export function joinRpc(core: Core): (socket: WebSocket, rights: Rights) => void {
  const handler = new RPCHandler(core.router);
  return (socket, rights) => {
    const { send, ready } = counted(socket);
    const add = socket.addEventListener.bind(socket) as Listen;
    const listen: Listen = (type, listener) =>
      add(type, (event) => {
        if (type === 'message' && sizeOf(event.data) > mostCall) socket.close(1009, 'too large');
        else listener(event);
      });
    void handler.upgrade(
      { addEventListener: listen as WebSocket['addEventListener'], send },
      { context: { ready, rights, calls: windowCalls(() => socket.terminate()), note: core.note } },
    );
  };
}

const sizeOf = (data: unknown) =>
  typeof data === 'string' ? data.length : ((data as { byteLength?: number }).byteLength ?? 0);

/**
 * Sends and knows how much has not left yet. A window that does not take what it asked for is not listened to either: so
 * it can ask for nothing more.
 */
function counted(socket: WebSocket): { send: WebSocket['send']; ready: () => Promise<void> } {
  let waiting = 0;
  let wake: (() => void)[] = [];
  const free = () => {
    for (const one of wake) one();
    wake = [];
    if (socket.isPaused) socket.resume();
  };
  socket.on('close', free);
  const send = (data: string | Uint8Array) => {
    const { length } = data;
    waiting += length;
    if (waiting >= mostWaiting) socket.pause();
    socket.send(data, () => {
      waiting -= length;
      if (waiting < mostWaiting) free();
    });
  };
  const ready = async () => {
    if (waiting >= mostWaiting && socket.readyState === socket.OPEN) await new Promise<void>((go) => wake.push(go));
  };
  return { send: send as WebSocket['send'], ready };
}

/** Joins a window's `/terminal/ID` to its terminal; closed at once where there is none of theirs, or another window shows it. */
export function joinTerminal(core: Core, id: string, socket: WebSocket, rights: Rights): void {
  socket.binaryType = 'nodebuffer';
  const channel: ByteChannel = {
    send: (frame) => socket.send(frame, { binary: true }),
    close: () => socket.close(),
    onFrame: (listener) =>
      socket.on('message', (data: Buffer, binary) => {
        if (binary) listener(data);
        else socket.close(1003);
      }),
    onClosed: (listener) => socket.on('close', listener),
  };
  if (!core.attachTerminal(id, channel, rights)) socket.close(4404, 'no such terminal');
}

import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/** Milliseconds after which it is said by itself. */
const longest = 2_000;

/** Fields of ssh2 1.17. */
interface Inside {
  _protocol: { _handlers: { CHANNEL_CLOSE?: (protocol: unknown, recipient: number) => void } };
}

/** Says things for which nobody waits: they go with the next that somebody waits for, or after a while. */
export type Unhurried = (say: () => void) => void;

/**
 * What only acknowledges that a channel has ended is such a thing; it goes before whatever is said next, so that sshd has the
 * session back when another is asked for. `client` writes to the socket and is connected.
 */
export function unhurried(client: Client, socket: Duplex): Unhurried {
  const write = socket.write.bind(socket) as (chunk: Uint8Array) => boolean;
  let kept: Uint8Array[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isKeeping = false;
  const sayKept = () => {
    clearTimeout(timer);
    timer = undefined;
    const all = kept.splice(0);
    if (all.length > 0 && socket.writable) write(Buffer.concat(all));
  };
  // Encrypted in their order, so they may only be late together.
  socket.write = (chunk: Uint8Array) => {
    kept.push(chunk);
    if (isKeeping) {
      timer ??= setTimeout(sayKept, longest).unref();
      return true;
    }
    const all = kept;
    kept = [];
    clearTimeout(timer);
    timer = undefined;
    return write(all.length === 1 ? chunk : Buffer.concat(all));
  };
  const keep: Unhurried = (say) => {
    const outer = isKeeping;
    isKeeping = true;
    try {
      say();
    } finally {
      isKeeping = outer;
    }
  };
  const handlers = (client as unknown as Inside)._protocol._handlers;
  const closed = handlers.CHANNEL_CLOSE;
  if (closed) handlers.CHANNEL_CLOSE = (protocol, recipient) => keep(() => closed(protocol, recipient));
  socket.once('close', () => clearTimeout(timer));
  return keep;
}

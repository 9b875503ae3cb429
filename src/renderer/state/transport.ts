import { createORPCClient, mapEventIterator } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { contract } from '../../shared/wire/contract.ts';
import type { PortMessage, PreloadBridge } from '../../shared/wire/window-ports.ts';

export type Client = ContractRouterClient<typeof contract>;

/** The bytes of one terminal, both ways (`terminal-frames.ts`). */
export interface ByteChannel {
  send(bytes: Uint8Array): void;
  close(): void;
  onBytes: (bytes: Uint8Array) => void;
  onClose: () => void;
}

export interface Connection {
  client: Client;
  openTerminal(id: string): ByteChannel;
  /** Resolves when core can no longer be reached through this connection. */
  closed: Promise<void>;
}

/** What Electron's preload offers; absent in a browser. */
const bridge = (window as { overlayLab?: PreloadBridge }).overlayLab;
const options = () => ({ plugins: [new ResponseValidationPlugin(contract)], interceptors: [translating] });

/** Here, once for all, what core says becomes the language of this window. */
async function translating({ next }: { next: () => Promise<unknown> }): Promise<unknown> {
  const answer = await next();
  if (!isIterator(answer)) return inThisLanguage(answer);
  return mapEventIterator(answer, {
    value: (value) => Promise.resolve(inThisLanguage(value)),
    error: (error) => Promise.resolve(error),
  });
}

const isIterator = (answer: unknown): answer is AsyncIterator<unknown, unknown, undefined> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** The only place that chooses how this window reaches core. */
export function connect(): Promise<Connection> {
  return bridge ? connectPort(bridge) : connectSocket();
}

export type WhyLost = 'away' | 'elsewhere';

/** Where this window has no key to a core that answers, the app was restarted: the key went to another window. */
export async function whyLost(): Promise<WhyLost> {
  if (bridge) return 'away';
  const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  return answer?.status === 403 ? 'elsewhere' : 'away';
}

/** A port to core, as shared/window-ports.ts says: it comes as a message of this window to itself. */
function openPort(preload: PreloadBridge, path: string): Promise<MessagePort> {
  const key = crypto.randomUUID();
  return new Promise((resolve) => {
    const take = ({ source, data, ports: [port] }: MessageEvent<PortMessage | undefined>) => {
      if (source !== window || data?.overlayLab !== key || !port) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
    preload.connect(path, key);
  });
}

async function connectPort(preload: PreloadBridge): Promise<Connection> {
  const port = await openPort(preload, '/rpc');
  port.start();
  return {
    client: createORPCClient(new PortLink({ port, ...options() })),
    openTerminal: (id) => portChannel(openPort(preload, `/terminal/${id}`)),
    closed: new Promise((resolve) => port.addEventListener('close', () => resolve())),
  };
}

async function connectSocket(): Promise<Connection> {
  const socket = new WebSocket(socketAddress('/rpc'));
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('close', () => reject(new Error('core cannot be reached')));
  });
  return {
    client: createORPCClient(new SocketLink({ websocket: socket, ...options() })),
    openTerminal: (id) => socketChannel(new WebSocket(socketAddress(`/terminal/${encodeURIComponent(id)}`))),
    closed,
  };
}

function socketAddress(path: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`;
}

function socketChannel(socket: WebSocket): ByteChannel {
  socket.binaryType = 'arraybuffer';
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  const channel: ByteChannel = {
    send: (bytes) => {
      const own = new Uint8Array(bytes);
      if (socket.readyState === WebSocket.OPEN) socket.send(own);
      else if (socket.readyState === WebSocket.CONNECTING) waiting.push(own);
    },
    close: () => socket.close(),
    onBytes: () => undefined,
    onClose: () => undefined,
  };
  socket.addEventListener('open', () => {
    for (const bytes of waiting.splice(0)) socket.send(bytes);
  });
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) channel.onBytes(new Uint8Array(data));
  });
  socket.addEventListener('close', () => channel.onClose());
  return channel;
}

function portChannel(opening: Promise<MessagePort>): ByteChannel {
  const channel: ByteChannel = {
    send: (bytes) => void opening.then((port) => port.postMessage(bytes)),
    close: () => void opening.then((port) => port.close()),
    onBytes: () => undefined,
    onClose: () => undefined,
  };
  opening.then(
    (port) => {
      port.addEventListener('message', ({ data }) => {
        if (data instanceof Uint8Array) channel.onBytes(data);
      });
      port.addEventListener('close', () => channel.onClose());
      port.start();
    },
    () => channel.onClose(),
  );
  return channel;
}

/**
 * How a window of the Electron shell gets its MessagePorts. Preload offers exactly one function:
 *
 *   window.overlayLab.connect(path, key)
 *
 * It makes a channel, posts one port to the main process together with `path`, and the other one to its own window as
 * a message `{ overlayLab: key }` with the port (contextBridge cannot carry ports). Paths are those of the browser
 * shell's WebSockets: `/rpc` for oRPC's MessagePort adapter, `/terminal/ID` for the frames of terminal-frames.ts, one
 * Uint8Array a message. A port that core does not want, or ends, is closed: the window sees its `close` event.
 */
export const connectChannel = 'overlay-lab:connect';

/** Listen for it with `event.source === window`, and start the port. */
export interface PortMessage {
  overlayLab: string;
}

export interface PreloadBridge {
  connect(path: string, key: string): void;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a path asks for; undefined for anything else. */
export function parsePortPath(path: unknown): { kind: 'rpc' } | { kind: 'terminal'; id: string } | undefined {
  if (path === '/rpc') return { kind: 'rpc' };
  if (typeof path !== 'string' || !path.startsWith('/terminal/')) return undefined;
  const id = path.slice('/terminal/'.length);
  return uuid.test(id) ? { kind: 'terminal', id } : undefined;
}

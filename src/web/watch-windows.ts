import type { WebSocket, WebSocketServer } from 'ws';

const pingMs = 20_000;

/** Counts the windows that are open. One that answers no ping (its computer is gone, behind a tunnel) is closed. */
export function watchWindows(sockets: WebSocketServer, onChange: (open: number) => void) {
  const open = new Set<WebSocket>();
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const client of sockets.clients) {
      if (silent.has(client)) client.terminate();
      silent.add(client);
      client.ping();
    }
  }, pingMs);
  timer.unref();
  sockets.on('close', () => clearInterval(timer));
  return {
    get open(): number {
      return open.size;
    },
    /** Counts it as a window. */
    count(client: WebSocket): void {
      open.add(client);
      onChange(open.size);
      client.on('close', () => {
        open.delete(client);
        onChange(open.size);
      });
    },
    /** Notices whether it is still there. */
    watch(client: WebSocket): void {
      client.on('pong', () => silent.delete(client));
    },
  };
}

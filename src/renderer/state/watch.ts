import { connected } from './connection.ts';
import type { Client } from './transport.ts';

const pauseMs = 500;

/** Follows a stream of snapshots for as long as the window lives, across lost connections. */
export function watch<T>(
  open: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<T>>,
  seen: (value: T) => void,
): () => void {
  const ended = new AbortController();
  void follow(open, seen, ended.signal);
  return () => ended.abort();
}

async function follow<T>(
  open: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<T>>,
  seen: (value: T) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { client, closed } = await connected();
    try {
      const stream = await open(client, signal);
      for await (const value of stream) {
        if (signal.aborted) return;
        seen(value);
      }
    } catch {
      // Lost: the stream is asked for again when core is back.
    }
    if (signal.aborted) return;
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
  }
}

import { create } from 'zustand';
import { type Client, type Connection, connect, type WhyLost, whyLost } from './transport.ts';

/** Whether core can be reached. The window never gives up: core may be started again at any time. */
export const useConnection = create<{ state: 'connecting' | 'open' | 'lost'; why: WhyLost }>(() => ({
  state: 'connecting',
  why: 'away',
}));

const firstPauseMs = 200;
const longestPauseMs = 4_000;

let current = Promise.withResolvers<Connection>();

export async function keepConnected(): Promise<never> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      const connection = await connect();
      current.resolve(connection);
      useConnection.setState({ state: 'open' });
      pause = firstPauseMs;
      await connection.closed;
      current = Promise.withResolvers<Connection>();
    } catch {
      // The next try is the answer; the frame says that core is away.
    }
    useConnection.setState({ state: 'lost' });
    void whyLost().then((why) => useConnection.setState({ why }));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export const connected = (): Promise<Connection> => current.promise;

/** One question to core; waits while core is away. */
export async function ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
  return question((await connected()).client);
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { Order, Place } from './sender.ts';

/** The process that sends what nodes should not. */
interface OtherEnd extends AsyncDisposable {
  serve(order: Order): Promise<Place & { dial(host: string, port: number): Promise<Duplex> }>;
}

export function otherEnd(): OtherEnd {
  const child = fork(path.join(import.meta.dirname, 'sender.ts'));
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`the process that sends ended with ${status}`);
  });
  ended.catch(() => {});
  const serve = async (order: Order) => {
    const answered = once(child, 'message');
    child.send(order);
    const [place] = (await Promise.race([answered, ended])) as [Place];
    const dial = async () => {
      const socket = connect(place.port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    return { ...place, dial };
  };
  const dispose = async () => {
    child.disconnect();
    await ended.catch(() => {});
  };
  return { serve, [Symbol.asyncDispose]: dispose };
}

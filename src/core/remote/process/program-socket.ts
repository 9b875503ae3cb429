import type { Duplex } from 'node:stream';
import { FarSocket } from '../link/far-socket.ts';
import { openProgram } from './open.ts';
import type { Remote } from './program.ts';

/** How the program ended. */
interface End {
  status: number;
  said: string;
}

/** A program's stdin and stdout as a socket; `failure` tells what its end means, undefined for an ordinary one. */
export async function programSocket(
  remote: Remote,
  words: readonly string[],
  failure: (end: End) => Error | undefined,
): Promise<Duplex> {
  const { stdin, stdout, stop, ended, stderr } = await openProgram(remote, words);
  const close = () => void stop().catch(() => {});
  const socket = new FarSocket({ readable: stdout, writable: stdin, close });
  ended.then(
    (status) => socket.farClosed(socket.destroyed ? undefined : failure({ status, said: stderr().trim() })),
    (error: Error) => socket.farClosed(error),
  );
  return socket;
}

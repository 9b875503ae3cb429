import type { Connection, ServerChannel } from 'ssh2';
import { testServer } from '../../../src/core/remote/link/test-ssh-server.ts';
import type { ShellKind } from './shell-kinds.ts';

export interface ShellServer extends AsyncDisposable {
  /** On 127.0.0.1. */
  port: number;
  /** The file that has its key. */
  knownHosts: string;
}

/** Lets everybody in, to a shell that goes wrong in this way. */
export async function shellServer(kind: ShellKind): Promise<ShellServer> {
  const server = await testServer(() => true);
  const { port, knownHosts } = { ...server.route(), knownHosts: server.knownHosts };
  const serving = setInterval(() => {
    for (const connection of server.connections.splice(0)) serve(connection, kind);
  }, 1);
  const dispose = async () => {
    clearInterval(serving);
    await server[Symbol.asyncDispose]();
  };
  return { port, knownHosts, [Symbol.asyncDispose]: dispose };
}

/** A shell that is ordinary up to where it goes wrong. */
function serve(connection: Connection, { at, say }: ShellKind): void {
  connection.on('session', (accept) => {
    accept().on('exec', (take, _reject, { command }) => {
      const channel = take();
      channel.on('error', () => {});
      if (at === 'start') return say(channel);
      const [, program] = /'([0-9a-f]{32}\.\d+)'/.exec(command) ?? [];
      if (program) return begin(channel, program, () => say(channel));
      const [, helper = ''] = /'([0-9a-f]{32})'/.exec(command) ?? [];
      begin(channel, helper, () => (at === 'helper' ? say(channel) : help(channel)));
    });
  });
}

/** The word after which the program speaks, on both outputs. */
function begin(channel: ServerChannel, mark: string, then: () => void): void {
  channel.write(`${mark}\n`);
  channel.stderr.write(`${mark}\n`);
  then();
}

/** A helper as it should be, that finds nothing to end. */
function help(channel: ServerChannel): void {
  channel.write('ready 1\n');
  channel.on('data', (chunk: Buffer) => {
    for (const [, id] of String(chunk).matchAll(/^(\d+)(?: (?:TERM|KILL) \S+)?$/gm)) channel.write(`${id} 0\n`);
    if (/^\d+ QUIT$/m.test(String(chunk))) channel.end();
  });
}

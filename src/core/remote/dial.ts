import type { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';
import { LabError, Reason, wordsOf } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { channelSocket } from './link/far-socket.ts';
import { openChannel } from './link/link.ts';
import type { Remote } from './process/program.ts';
import { programSocket } from './process/program-socket.ts';

/** RFC 4254: administratively prohibited; any other reason is about the far end. */
const prohibited = 1;

/**
 * Joins its stdin and stdout to host $1, port $2. bash, because each Debian has it and nc comes in many kinds; `<&4`,
 * because a shell gives what it starts in the background no input.
 */
const joinScript =
  'exec 4<&0 3<>"/dev/tcp/$1/$2" || exit 7; cat <&4 >&3 & writer=$!; cat <&3; kill "$writer" 2>/dev/null; exit 0';

/**
 * TCP connections that the node makes for us: by sshd (direct-tcpip), and where that does not forward, by a program on
 * the node, which takes a session each.
 */
export function dialler(remote: Remote): (host: string, port: number) => Promise<Duplex> {
  const { link } = remote;
  let forwards = true;
  const failed = (host: string, port: number, cause: Error) =>
    new LabError('unreachable', texts.remote.cannotReach({ node: link.node, host, port, why: wordsOf(cause) }), {
      node: link.node,
      remedy: texts.remote.cannotReachRemedy,
      cause,
    });
  return async (host, port) => {
    if (forwards)
      try {
        const open = openChannel<Channel & Duplex>(link, (client, done) =>
          client.forwardOut('127.0.0.1', 0, host, port, done),
        );
        return channelSocket(await open);
      } catch (cause) {
        if (cause instanceof LabError) throw cause;
        if ((cause as { reason?: number }).reason !== prohibited) throw failed(host, port, cause as Error);
        forwards = false;
      }
    const words = ['bash', '-c', joinScript, 'bash', host, String(port)];
    return programSocket(remote, words, ({ status, said }) =>
      status === 0
        ? undefined
        : failed(host, port, new Reason(reasonIn(said) ?? texts.remote.bashEnded({ status: status ?? '?' }))),
    );
  };
}

/** bash says: `bash: connect: Connection refused`. */
const reasonIn = (said: string) => /connect: (.{1,100})/.exec(said)?.[1];

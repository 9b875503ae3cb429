import type { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';
import { LabError, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { channelSocket } from '../link/far-socket.ts';
import { type Link, openChannel } from '../link/link.ts';
import type { Remote } from '../process/program.ts';
import { programSocket } from '../process/program-socket.ts';
import { type AheadSocket, ChannelsAhead } from './channels-ahead.ts';
import type { DockerDialer } from './docker.ts';

const socketPath = '/var/run/docker.sock';
const mostDirect = 64;
/** Each of these is a session of sshd's, of which there are few. */
const mostStdio = 3;

/**
 * How sockets to the node's Docker are made: straight to its unix socket as a channel; where sshd does not forward
 * those, or an ordinary user may not open it, through `docker system dial-stdio` as root. sshd gives one and the same
 * answer to all that fails, so the second way is also tried when the engine is down; docker then says so itself.
 */
/** Channels to the engine's socket that are open before anybody asks. */
export const channelsAhead = (link: Link): ChannelsAhead => new ChannelsAhead(() => forwarded(link));

/**
 * Those who change nothing give `before`, which looks whether opening another one is safe, and throws where it is not. They take
 * what is open already, and leave nothing open for later.
 */
export function dockerDialer(remote: Remote, ahead: ChannelsAhead, before?: () => Promise<void>): DockerDialer {
  let direct: boolean | undefined;
  const dial = async () => {
    const ready = before && (await ahead.takeOpen());
    if (ready) {
      direct = true;
      return ready;
    }
    await before?.();
    if (direct !== false) {
      try {
        const socket = await (before ? ahead.openOne() : ahead.take());
        direct = true;
        return socket;
      } catch (error) {
        if (direct || remote.link.gone()) throw notAnswering(remote, error);
      }
    }
    direct = false;
    return dialStdio(remote, () => {
      direct = undefined;
    });
  };
  return {
    node: remote.link.node,
    dial,
    most: () => (direct ? mostDirect : mostStdio),
    forget: () => ahead.forget(),
  };
}

async function forwarded(link: Link): Promise<AheadSocket> {
  const open = openChannel<Channel & Duplex>(link, (client, done) =>
    client.openssh_forwardOutStreamLocal(socketPath, done),
  );
  return channelSocket(await open);
}

function dialStdio(remote: Remote, failed: () => void): Promise<Duplex> {
  return programSocket(remote, ['docker', 'system', 'dial-stdio'], ({ status, said }) => {
    if (status === 0) return undefined;
    failed();
    return notAnswering(remote, new Error(said));
  });
}

function notAnswering({ link }: Remote, cause: unknown): LabError {
  const gone = link.gone();
  if (gone) return gone;
  return new LabError(
    'docker-failed',
    texts.remote.dockerSilent({ node: link.node, path: socketPath, why: wordsOf(cause) }),
    {
      node: link.node,
      remedy: texts.remote.dockerSilentRemedy,
      cause,
    },
  );
}

import { Duplex } from 'node:stream';
import { LabError } from '../../shared/errors.ts';
import { ChannelSocket } from './channel-socket.ts';
import type { DockerDialer } from './docker.ts';
import { openProgram } from './open.ts';
import type { Remote } from './program.ts';

const socketPath = '/var/run/docker.sock';
const mostDirect = 64;
/** Each of these is a session of sshd's, of which there are few. */
const mostStdio = 3;

/**
 * How sockets to the node's Docker are made: straight to its unix socket as a channel; where sshd does not forward
 * those, or an ordinary user may not open it, through `docker system dial-stdio` as root.
 */
export function dockerDialer(remote: Remote): DockerDialer {
  let direct: boolean | undefined;
  const dial = async () => {
    if (direct !== false) {
      try {
        const socket = await forwarded(remote);
        direct = true;
        return socket;
      } catch (error) {
        if (direct || !mayGoRound(remote, error)) throw notAnswering(remote, error);
      }
    }
    direct = false;
    return dialStdio(remote);
  };
  return { dial, most: () => (direct ? mostDirect : mostStdio) };
}

const prohibited = 1; // SSH_OPEN_ADMINISTRATIVELY_PROHIBITED: AllowStreamLocalForwarding no

/** As root a refused socket is an engine that is down; anyone else may just not be in its group. */
function mayGoRound(remote: Remote, error: unknown): boolean {
  if (remote.link.gone()) return false;
  return remote.privilege.way !== 'root' || (error as { reason?: number }).reason === prohibited;
}

function forwarded({ link }: Remote): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const gone = link.gone();
    if (gone) return reject(gone);
    try {
      link.client.openssh_forwardOutStreamLocal(socketPath, (error, channel) =>
        error ? reject(error) : resolve(new ChannelSocket(channel)),
      );
    } catch (error) {
      reject(error);
    }
  });
}

async function dialStdio(remote: Remote): Promise<Duplex> {
  const { stdin, stdout, stop } = await openProgram(remote, ['docker', 'system', 'dial-stdio']);
  const socket = Duplex.from({ readable: stdout, writable: stdin });
  socket.once('close', () => void stop().catch(() => {}));
  const nothing = () => socket;
  return Object.assign(socket, {
    setKeepAlive: nothing,
    setNoDelay: nothing,
    setTimeout: nothing,
    ref: nothing,
    unref: nothing,
  });
}

function notAnswering({ link }: Remote, cause: unknown): LabError {
  const gone = link.gone();
  if (gone) return gone;
  return new LabError('docker-failed', `Docker on ${link.node} does not answer at ${socketPath}.`, {
    node: link.node,
    remedy: 'Look at the engine on the node: systemctl status docker, journalctl -u docker.',
    cause,
  });
}

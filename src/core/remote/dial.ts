import type { Duplex } from 'node:stream';
import { LabError } from '../../shared/errors.ts';
import { ChannelSocket } from './channel-socket.ts';
import type { Link } from './ssh-link.ts';

/** A TCP connection that the node makes for us (direct-tcpip). */
export function dial(link: Link, host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(
        link.gone() ??
          new LabError('unreachable', `${link.node} cannot reach ${host} port ${port}: ${(cause as Error).message}`, {
            node: link.node,
            remedy: 'Check that the service runs, and that sshd on the node has AllowTcpForwarding.',
            cause,
          }),
      );
    if (link.gone()) return fail(undefined);
    try {
      link.client.forwardOut('127.0.0.1', 0, host, port, (error, channel) =>
        error ? fail(error) : resolve(new ChannelSocket(channel)),
      );
    } catch (error) {
      fail(error);
    }
  });
}

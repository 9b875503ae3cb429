import type { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';
import { LabError } from '../../shared/errors.ts';
import { channelSocket } from './far-socket.ts';
import { type Link, openChannel } from './link.ts';

/** A TCP connection that the node makes for us (direct-tcpip). */
export async function dial(link: Link, host: string, port: number): Promise<Duplex> {
  try {
    return channelSocket(
      await openChannel<Channel & Duplex>(link, (client, done) => client.forwardOut('127.0.0.1', 0, host, port, done)),
    );
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw new LabError('unreachable', `${link.node} cannot reach ${host} port ${port}: ${(cause as Error).message}`, {
      node: link.node,
      remedy: 'Check that the service runs, and that sshd on the node has AllowTcpForwarding.',
      cause,
    });
  }
}

import type { ClientChannel } from 'ssh2';
import { type Link, openChannel } from './link.ts';

/** Fields of ssh2 1.17, which by itself opens a session only together with what is to run in it. */
interface Inside {
  _chanMgr: { add(opened: Opened): number };
  _protocol: {
    session(id: number, window: number, packet: number): void;
    exec(id: number, command: string, wantsReply: boolean): void;
  };
}

type Opened = ((error: Error | undefined, channel: ClientChannel) => void) & { type: 'session' };

interface InsideChannel {
  _callbacks: ((failed: unknown) => void)[];
  outgoing: { id: number };
  subtype: string;
}

/** As ssh2 has them for its own channels. */
const window = 2 * 1024 * 1024;
const packet = 32 * 1024;

/** A session in which nothing runs yet: nothing is started on the node for it, and sshd counts it (MaxSessions). */
export async function openSession(link: Link, signal?: AbortSignal): Promise<ClientChannel> {
  const channel = await openChannel<ClientChannel>(
    link,
    (client, done) => {
      const { _chanMgr: channels, _protocol: protocol } = client as unknown as Inside;
      const opened: Opened = Object.assign((error: Error | undefined, open: ClientChannel) => done(error, open), {
        type: 'session' as const,
      });
      const id = channels.add(opened);
      if (id === -1) done(new Error('No free channels available'), undefined as never);
      else protocol.session(id, window, packet);
    },
    signal,
  );
  // Else nobody would hear that it is closed while nobody reads it.
  channel.resume();
  return channel;
}

/**
 * Starts a command in the session. ssh2 would wait for sshd's word before it hands the channel out; here its input may follow at
 * once, which saves a round trip. Where sshd starts nothing, the channel is closed without a status.
 */
export function startIn(link: Link, channel: ClientChannel, command: string): void {
  const { _protocol: protocol } = link.client as unknown as Inside;
  const inside = channel as unknown as InsideChannel;
  inside._callbacks.push((failed) => failed && channel.close());
  inside.subtype = 'exec';
  protocol.exec(inside.outgoing.id, command, true);
}

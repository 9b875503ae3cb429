import { once } from 'node:events';
import type { ClientChannel } from 'ssh2';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { RemoteShell, ShellOptions } from '../../machine/port.ts';
import { openChannel } from '../link/link.ts';
import { asRoot } from './privilege.ts';
import type { Remote } from './program.ts';

/** sshd has room for ten sessions on a connection (MaxSessions): the guard's, these, and one while another closes. */
const mostShells = 8;

/** A terminal for a person: a pty and the login shell. With a command sudo may ask in it, for the person to answer. */
export async function openShell(remote: Remote, options: ShellOptions): Promise<RemoteShell> {
  const { link, sessions, privilege } = remote;
  const { cols, rows, term = 'xterm-256color', command } = options;
  if (remote.shells >= mostShells)
    throw new LabError('refused', texts.process.terminalsOpen({ count: remote.shells, node: link.node }), {
      node: link.node,
      remedy: texts.process.terminalsOpenRemedy,
    });
  const pty = { cols, rows, term };
  remote.shells++;
  const channel = await sessions
    .open(
      () =>
        openChannel<ClientChannel>(link, (client, done) => {
          if (command) client.exec(asRootInTerminal(privilege, command), { pty }, done);
          else client.shell(pty, done);
        }),
      { keeps: true },
    )
    .catch((error: unknown) => {
      remote.shells--;
      throw error;
    });
  channel.once('close', () => remote.shells--);
  channel.stderr.resume();
  const ended = new Promise<number | undefined>((resolve) => {
    channel.once('close', (code?: number | null) => resolve(code ?? undefined));
    void link.lost.then(() => resolve(undefined)); // a channel that nobody reads does not close
  });
  return {
    write: (data) => channel.writable && channel.write(data),
    drained: async () => {
      if (channel.writableNeedDrain) await Promise.race([once(channel, 'drain'), ended]);
    },
    resize: (newCols, newRows) => channel.setWindow(newRows, newCols, 0, 0),
    output: channel,
    ended,
    close: () => {
      channel.close();
      // A channel that nobody reads does not close, and would count as an open terminal for ever.
      channel.removeAllListeners('readable');
      channel.resume();
    },
  };
}

function asRootInTerminal(privilege: Remote['privilege'], command: readonly string[]): string {
  const way = privilege.way === 'password' ? ({ way: 'terminal' } as const) : privilege;
  return asRoot(way, 'exec "$@"', command);
}

import { once } from 'node:events';
import type { ClientChannel } from 'ssh2';
import type { RemoteShell, ShellOptions } from './port.ts';
import { asRoot } from './privilege.ts';
import type { Remote } from './program.ts';

/** A terminal for a person: a pty and the login shell. With a command sudo may ask in it, for the person to answer. */
export async function openShell({ link, sessions, privilege }: Remote, options: ShellOptions): Promise<RemoteShell> {
  const { cols, rows, term = 'xterm-256color', command } = options;
  const channel = await sessions.open(
    () =>
      new Promise<ClientChannel>((resolve, reject) => {
        const gone = link.gone();
        if (gone) return reject(gone);
        const opened = (error: Error | undefined, opened: ClientChannel) =>
          error ? reject(link.gone() ?? error) : resolve(opened);
        const pty = { cols, rows, term };
        try {
          if (command) link.client.exec(asRootInTerminal(privilege, command), { pty }, opened);
          else link.client.shell(pty, opened);
        } catch (error) {
          reject(link.gone() ?? error);
        }
      }),
  );
  channel.stderr.resume();
  const ended = new Promise<number | undefined>((resolve) => {
    channel.once('close', (code?: number | null) => resolve(code ?? undefined));
  });
  return {
    write: (data) => channel.writable && channel.write(data),
    drained: async () => {
      if (channel.writableNeedDrain) await Promise.race([once(channel, 'drain'), ended]);
    },
    resize: (newCols, newRows) => channel.setWindow(newRows, newCols, 0, 0),
    output: channel,
    ended,
    close: () => channel.close(),
  };
}

function asRootInTerminal(privilege: Remote['privilege'], command: readonly string[]): string {
  const way = privilege.way === 'password' ? ({ way: 'terminal' } as const) : privilege;
  return asRoot(way, 'exec "$@"', command);
}

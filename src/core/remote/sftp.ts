import type { ClientChannel, SFTPWrapper } from 'ssh2';
import { openChannel } from './link.ts';
import type { Remote } from './program.ts';

/** An SFTP session is a session channel like any other, so it takes its place in the queue. */
export async function openSftp({ link, sessions }: Remote, signal?: AbortSignal): Promise<SFTPWrapper> {
  const start = () =>
    openChannel<ClientChannel>(link, (client, done) =>
      client.sftp((error, sftp) => done(error, sftp as unknown as ClientChannel)),
    );
  const sftp = (await sessions.open(start, signal)) as unknown as SFTPWrapper;
  sftp.on('error', () => {}); // every call reports its own
  return sftp;
}

/** One SFTP request as a promise. */
export function sftpCall<T = void>(
  start: (done: (error: Error | null | undefined, result?: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}

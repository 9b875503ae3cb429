import type { ClientChannel, SFTPWrapper } from 'ssh2';
import type { Remote } from './program.ts';

/** An SFTP session is a session channel like any other, so it takes its place in the queue. */
export async function openSftp({ link, sessions }: Remote, signal?: AbortSignal): Promise<SFTPWrapper> {
  const start = () =>
    new Promise<ClientChannel>((resolve, reject) => {
      const gone = link.gone();
      if (gone) return reject(gone);
      try {
        link.client.sftp((error, sftp) =>
          error ? reject(link.gone() ?? error) : resolve(sftp as unknown as ClientChannel),
        );
      } catch (error) {
        reject(link.gone() ?? error);
      }
    });
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

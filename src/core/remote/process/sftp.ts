import type { ClientChannel, SFTPWrapper } from 'ssh2';
import { Reason } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { openChannel } from '../link/link.ts';
import type { Remote } from './program.ts';

type Done<T> = (error: Error | null | undefined, result?: T) => void;

export interface Sftp {
  /** One request. ssh2 never answers those that are made after the connection is lost; here they fail. */
  call<T = void>(start: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T>;
  end(): void;
}

/** An SFTP session is a session channel like any other, so it takes its place in the queue. */
export async function openSftp({ link, sessions }: Remote, signal?: AbortSignal): Promise<Sftp> {
  const start = () =>
    openChannel<ClientChannel>(
      link,
      (client, done) => client.sftp((error, sftp) => done(error, sftp as unknown as ClientChannel)),
      signal,
    );
  const sftp = (await sessions.open(start, signal && { signal })) as unknown as SFTPWrapper;
  sftp.on('error', () => {}); // every call reports its own
  const pending = new Set<(error: Error) => void>();
  sftp.once('close', () => {
    for (const fail of pending) fail(link.gone() ?? new Reason(texts.link.sftpClosed));
  });
  const call = <T>(request: (sftp: SFTPWrapper, done: Done<T>) => void) =>
    new Promise<T>((resolve, reject) => {
      const gone = link.gone();
      if (gone) return reject(gone);
      pending.add(reject);
      request(sftp, (error, result) => {
        pending.delete(reject);
        if (error) reject(error);
        else resolve(result as T);
      });
    });
  return { call, end: () => sftp.end() };
}

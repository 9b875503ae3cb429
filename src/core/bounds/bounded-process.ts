import { PassThrough } from 'node:stream';
import { texts, type Words } from '../../shared/texts/text.ts';
import { bytesInWords, tooLarge } from '../gates/limits.ts';
import type { RemoteProcess } from '../machine/port.ts';
import { deadlines } from './deadlines.ts';

type Wait = <T>(what: Words, ms: number, work: () => Promise<T>) => Promise<T>;

/** More than any conversation has: its reader may keep all of it, a line without an end for one. */
const mostBytes = 8 * 1024 * 1024;

interface About {
  node: string;
  name: Words;
  leave: AbortSignal | undefined;
}

/** A conversation that ends for its reader when nobody waits any more, or it says too much, even where the program continues. */
export function boundedProcess(opened: RemoteProcess, wait: Wait, { node, name, leave }: About): RemoteProcess {
  const stdout = new PassThrough();
  let size = 0;
  const ended = new Promise<number>((resolve, reject) => {
    const give = (reason: Error) => {
      leave?.removeEventListener('abort', left);
      opened.stdout.unpipe(stdout);
      opened.stdout.resume();
      stdout.end();
      reject(reason);
    };
    // On a connection that stays open nothing else would end its program.
    const left = () => {
      give(leave?.reason as Error);
      opened.stop().catch(() => undefined);
    };
    if (leave?.aborted) return left();
    leave?.addEventListener('abort', left, { once: true });
    opened.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) return;
      opened.stdout.removeAllListeners('data');
      give(tooLarge({ what: texts.bounds.programSays({ name, node }), node }, bytesInWords(mostBytes)));
      opened.stop().catch(() => undefined);
    });
    opened.stdout.pipe(stdout);
    opened.ended.then(resolve, reject).finally(() => leave?.removeEventListener('abort', left));
  });
  ended.catch(() => undefined); // whoever wants to know awaits it
  // Once nobody waits any more it is being ended already.
  const stop = async () => {
    if (!leave?.aborted) await wait(texts.bounds.theEndOf({ name }), deadlines.ending, () => opened.stop());
  };
  return { stdin: opened.stdin, stdout, stderr: () => opened.stderr(), ended, stop };
}

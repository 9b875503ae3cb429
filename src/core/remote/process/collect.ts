import { StringDecoder } from 'node:string_decoder';
import type { ExecOptions } from '../../machine/port.ts';

const usualOutput = 8 * 1024 * 1024;

/** Keeps the bytes of one output; hands out text, for the live log, that is never cut inside a character. */
export function collector(
  stream: 'stdout' | 'stderr',
  { onOutput, maxOutput = usualOutput }: Pick<ExecOptions, 'onOutput' | 'maxOutput'>,
  overflow: () => void,
) {
  const chunks: Buffer[] = [];
  const decoder = new StringDecoder('utf8');
  let size = 0;
  const tell = (text: string) => {
    if (text) onOutput?.(stream, text);
  };
  return {
    add(chunk: Buffer) {
      size += chunk.length;
      if (size > maxOutput) {
        // What came is not shown, and more comes until the program has ended.
        chunks.length = 0;
        return overflow();
      }
      chunks.push(chunk);
      if (onOutput) tell(decoder.write(chunk));
    },
    finish: () => tell(decoder.end()),
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

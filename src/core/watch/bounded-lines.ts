import type { Readable } from 'node:stream';

/** A longer line is dropped: the program cuts its own. */
const longest = 8 * 1024;
/** Lines that are read in a second; what comes beyond is dropped. The program itself says fewer. */
const mostASecond = 4_000;

/** Calls with each line of a stream of text; resolves at its end. Nothing that is read piles up. */
export function boundedLines(stream: Readable, each: (line: string) => void): Promise<void> {
  let rest = '';
  let skipping = false;
  let second = 0;
  let count = 0;
  const give = (line: string) => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) count = 0;
    second = now;
    count += 1;
    if (count <= mostASecond && line.length <= longest) each(line);
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!skipping) give(line);
      skipping = false;
    }
    if (rest.length <= longest) return;
    rest = '';
    skipping = true;
  });
  return new Promise((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}

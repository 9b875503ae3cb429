import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { readLocalFileSync } from '../gates/local-file.ts';
import { withoutSecrets } from './scrub.ts';

export interface Log {
  /** Never throws: a log that cannot be written stops nothing. */
  write(text: string): void;
  /** What was written last, at most so many characters, in whole lines. */
  tail(most: number): string;
}

/** Of the file that is written now; the one before it stays, so twice as much is kept. */
const fileBytes = 512 * 1024;
/** One line; the stack of an error is far below. */
const lineChars = 8 * 1024;

/** A pipe in its place that nobody reads is not waited for. */
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** What the app did, for a report about a bug: two files that only their owner can read, without secrets, of bounded size. */
export function openLog(dir: string, most = fileBytes): Log {
  const file = path.join(dir, 'overlay-lab.log');
  const write = (text: string) => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const descriptor = openSync(file, appending, 0o600);
    try {
      if (fstatSync(descriptor).size >= most) renameSync(file, before(file));
      // Of a file that was renamed just now, this is its last line.
      writeSync(descriptor, `${new Date().toISOString()} ${oneLine(text)}\n`);
    } finally {
      closeSync(descriptor);
    }
  };
  return {
    write: (text) => {
      try {
        write(text);
      } catch {
        // A full disk, or a folder that is not ours.
      }
    },
    tail: (characters) => {
      const text = [before(file), file].map((one) => readLocalFileSync(one, 4 * most) ?? '').join('');
      const start = text.length <= characters ? 0 : text.indexOf('\n', text.length - characters) + 1;
      return text.slice(start);
    },
  };
}

const before = (file: string): string => `${file}.1`;

function oneLine(text: string): string {
  return withoutSecrets(text.slice(0, lineChars)).trimEnd().replaceAll(/\r?\n/g, '\n    ');
}

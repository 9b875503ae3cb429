import { fork } from 'node:child_process';
import path from 'node:path';
import { watchMemory } from './memory.ts';
import type { Counts } from './suite.ts';

export interface Outcome extends Counts {
  name: string;
  /** How many were promised. */
  least: number;
  seconds: number;
  /** Bytes that a watched process grew at most; undefined where none was measured. */
  grown: number | undefined;
}

interface How {
  file: string;
  quick: boolean;
  /** Milliseconds until the suite is told to end; a while later it is ended. */
  ms: number;
  say: (line: string) => void;
}

type Message = { line: string } | { watch: number } | { counts: Counts; least: number };

const graceMs = 15_000;
const nothing: Counts = { tried: 0, accepted: 0, crashed: 0, hung: 0, notes: [] };

/** Runs the suite of a file in a child process; a child that ends without counts has crashed, one that does not end hangs. */
export function runSuite({ file, quick, ms, say }: How): Promise<Outcome> {
  const begun = performance.now();
  const memory = watchMemory();
  const name = path.basename(file, '.ts');
  return new Promise((resolve) => {
    const words = [file, ...(quick ? ['quick'] : [])];
    const child = fork(path.join(import.meta.dirname, 'child.ts'), words, {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let counted: { counts: Counts; least: number } | undefined;
    let killed = false;
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      errors = (errors + part).slice(-2000);
    });
    child.on('message', (message: Message) => {
      if ('line' in message) say(`${name}: ${message.line}`);
      else if ('watch' in message) memory.add(message.watch);
      else counted = message;
    });
    const stop = setTimeout(() => child.connected && child.send('stop'), ms);
    const kill = setTimeout(() => {
      killed = true;
      child.kill('SIGKILL');
    }, ms + graceMs);
    child.on('close', (status, signal) => {
      clearTimeout(stop);
      clearTimeout(kill);
      const seconds = (performance.now() - begun) / 1000;
      const grown = memory.end();
      if (counted) return resolve({ name, seconds, grown, least: counted.least, ...counted.counts });
      const why = killed ? 'did not end when its time was up' : `ended with ${signal ?? status}: ${errors.trim()}`;
      resolve({
        name,
        seconds,
        grown,
        least: 0,
        ...nothing,
        [killed ? 'hung' : 'crashed']: 1,
        notes: [`the suite ${why}`],
      });
    });
  });
}

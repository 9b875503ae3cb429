import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const program = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** Something that a person began and waits for. */
export interface Waiting {
  /** All that it has shown so far. */
  shown(): string;
  /** What a person does who does not want to wait any longer. */
  cancel(): void;
  /** Resolves when it is over: true where it did what it was asked for. */
  readonly ended: Promise<boolean>;
}

/** The command line on a terminal of its own, where what is under way is drawn; Ctrl-C is a key. */
export function typedCommand(words: readonly string[]): Waiting {
  const quoted = [process.execPath, program, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qefc', `stty cols 200 rows 60; exec ${quoted}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TERM: 'xterm', LC_ALL: 'C.UTF-8' },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk;
    });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
  return { shown: () => stripVTControlCharacters(text), cancel: () => child.stdin.write('\x03'), ended };
}

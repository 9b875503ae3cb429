import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';
import type { Io } from './io.ts';

/** True where there is somebody to answer: the question goes to stderr, so stdout may be a file or a pipe. */
export function canAsk({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * One line from the terminal. `hidden`: nothing that is typed is shown, nor kept in a history. Ctrl-C is passed on to
 * `interrupted`, because a terminal in raw mode sends no signal; it and Ctrl-D reject with `cancelled`.
 */
export function askLine(
  io: Pick<Io, 'stdin' | 'stderr'>,
  question: string,
  { hidden = false, interrupted = () => {} }: { hidden?: boolean; interrupted?: () => void } = {},
): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  io.stderr.write(question);
  const lines = createInterface({
    input: io.stdin,
    output: hidden ? nowhere : io.stderr,
    terminal: true,
    historySize: 0,
    prompt: '',
  });
  return new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      resolve(withErased(line));
      lines.close();
    });
    lines.on('SIGINT', () => {
      interrupted();
      lines.close();
    });
    lines.on('close', () => {
      // With hidden input the line feed of Enter was swallowed too.
      if (hidden) io.stderr.write('\n');
      reject(new LabError('cancelled', texts.cli.notAnswered));
    });
  });
}

/** Where TERM is `dumb`, Node's readline takes the key that erases for a character like any other. */
function withErased(line: string): string {
  const kept: string[] = [];
  for (const char of line) {
    if (char === '\x7f' || char === '\b') kept.pop();
    else kept.push(char);
  }
  return kept.join('');
}

import { createInterface } from 'node:readline';

/** Whether there is somebody to ask. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Yes or no; Enter is yes, the end of the input is no. The question goes to stderr: stdout may be a file. */
export function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  // Not as a terminal of readline's: Ctrl-C shall stay the signal that it is everywhere else here.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      resolve(yes);
      lines.close();
    };
    lines.once('close', () => resolve(false));
    signal.addEventListener('abort', () => answer(false), { once: true });
    lines.question(`${question} [Y/n] `, (text) => answer(/^(y|yes|)$/i.test(text.trim())));
  });
}

import type { OutputView } from './run-view.ts';

/** A command as the tutorial shows it, with the prompt of the machine on which it ran. */
export function promptLine(output: Pick<OutputView, 'on' | 'command'>): string {
  return `docker@${output.on}:~# ${output.command}`;
}

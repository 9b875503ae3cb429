import type { OutputView } from '../../shared/run/view.ts';

/** A command as the tutorial shows it: typed by an ordinary user, with the prompt of the machine it ran on. */
export function promptLine({ on, command }: Pick<OutputView, 'on' | 'command'>): string {
  return `docker@${on}:~# ${command.startsWith('docker ') ? 'sudo ' : ''}${command}`;
}

import { LabError } from '../../../shared/errors.ts';
import type { ExecResult } from '../../machine/port.ts';

/** How a command on a node ended that did not end well. The app's own scripts are long, and nobody's to read. */
const shown = (argv: readonly string[]) => {
  if (argv[1] === '-c') return 'a script of the app';
  const line = argv.join(' ').replaceAll(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
};

export const cancelled = (node: string, argv: readonly string[]) =>
  new LabError('cancelled', `Cancelled on ${node}: ${shown(argv)}`, { node });

export const timedOut = (node: string, argv: readonly string[], timeout: number) =>
  new LabError('time-out', `Not finished on ${node} within ${timeout / 1000} s: ${shown(argv)}`, { node });

export const tooMuch = (node: string, argv: readonly string[]) =>
  new LabError('too-large', `Too much output on ${node}, so it was stopped: ${shown(argv)}`, {
    node,
    remedy: 'Run it there by hand and see what it prints; the app keeps at most 8 MB.',
  });

/** dash says I/O error where others say that no space is left. */
const remedies: [RegExp, string][] = [
  [
    /No space left on device|echo: I\/O error|Disk quota exceeded/i,
    'Free space on its disk: df -h and df -i there show which one is full.',
  ],
  [/Read-only file system/i, 'Something there cannot be written: findmnt and dmesg on it show what and why.'],
];

export function failed(node: string, argv: readonly string[], { status, stdout, stderr }: ExecResult): LabError {
  const said = (stderr.trim() || stdout.trim()).slice(-2000);
  return new LabError('command-failed', `Status ${status} on ${node}: ${shown(argv)}${said ? `\n${said}` : ''}`, {
    node,
    remedy: remedies.find(([words]) => words.test(said))?.[1],
  });
}

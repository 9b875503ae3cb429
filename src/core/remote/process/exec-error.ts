import { LabError } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { ExecResult } from '../../machine/port.ts';

/** How a command on a node ended that did not end well. The app's own scripts are long, and nobody's to read. */
const shown = (argv: readonly string[]): Words => {
  if (argv[1] === '-c') return texts.bounds.aScript;
  const line = argv.join(' ').replaceAll(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
};

export const cancelled = (node: string, argv: readonly string[]) =>
  new LabError('cancelled', texts.process.cancelled({ node, what: shown(argv) }), { node });

export const timedOut = (node: string, argv: readonly string[], timeout: number) =>
  new LabError('time-out', texts.process.late({ node, seconds: timeout / 1000, what: shown(argv) }), { node });

export const tooMuch = (node: string, argv: readonly string[]) =>
  new LabError('too-large', texts.process.tooMuch({ node, what: shown(argv) }), {
    node,
    remedy: texts.process.tooMuchRemedy,
  });

/** dash says I/O error where others say that no space is left. */
const remedies: [RegExp, Words][] = [
  [/No space left on device|echo: I\/O error|Disk quota exceeded/i, texts.process.diskFullRemedy],
  [/Read-only file system/i, texts.process.readOnlyRemedy],
];

export function failed(node: string, argv: readonly string[], { status, stdout, stderr }: ExecResult): LabError {
  const said = (stderr.trim() || stdout.trim()).slice(-2000);
  return new LabError('command-failed', texts.process.failed({ node, status, what: shown(argv), said }), {
    node,
    remedy: remedies.find(([words]) => words.test(said))?.[1],
  });
}

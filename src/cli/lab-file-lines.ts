import { cleaned } from '../core/report/cleaned.ts';
import type { LabFileFacts } from '../shared/wire/question.ts';

/** What a lab file does on this machine, for a person to read before its first use. */
export function labFileLines(told: LabFileFacts): string[] {
  const { file, changed, connects, sends, identityFiles, knownHosts, writes } = cleaned(told);
  const section = (title: string, lines: readonly string[]) => (lines.length > 0 ? [`  ${title}:`, ...lines] : []);
  return [
    changed
      ? `${file} now does something other than what you agreed to. It`
      : `${file} has not been used here before. Anyone can write a lab file. This one`,
    ...section('connects to these machines and works there as root', connects.map(connectLine)),
    ...section('sends these there as passwords', sends.map(sendLine)),
    ...section(
      'reads these private keys to prove who you are',
      identityFiles.map((one) => `    ${one}`),
    ),
    ...section(
      'comes with these host keys, each of which is still shown to you',
      knownHosts.map((one) => `    ${one}`),
    ),
    ...section(
      'saves host keys that you accept in',
      writes.map((one) => `    ${one}`),
    ),
  ];
}

function connectLine({ node, user, host, port, via, note }: LabFileFacts['connects'][number]): string {
  const way = via.length > 0 ? `, through ${via.join(', ')}` : '';
  return `    ${node}: ${user ? `${user}@` : ''}${host} port ${port}${way}${note ? ` (${note})` : ''}`;
}

function sendLine({ variable, to, ours }: LabFileFacts['sends'][number]): string {
  const warning = ours ? '' : '  <- not a variable of this app: is it meant for them?';
  return `    the value of $${variable} to ${to.join(', ')}${warning}`;
}

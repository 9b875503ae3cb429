import { cleaned } from '../core/report/cleaned.ts';
import { spoken } from '../shared/texts/text.ts';
import { inThisLanguage } from '../shared/texts/wire.ts';
import type { LabFileFacts } from '../shared/wire/question.ts';

/** What a lab file does on this machine, for a person to read before its first use. */
export function labFileLines(told: LabFileFacts): string[] {
  const { file, changed, connects, sends, identityFiles, knownHosts, writes } = cleaned(inThisLanguage(told));
  const section = (title: string, lines: readonly string[]) => (lines.length > 0 ? [`  ${title}:`, ...lines] : []);
  return [
    changed ? spoken.cli.fileChanged({ file }) : spoken.cli.fileNew({ file }),
    ...section(spoken.cli.fileConnects, connects.map(connectLine)),
    ...section(spoken.cli.fileSends, sends.map(sendLine)),
    ...section(
      spoken.cli.fileReads,
      identityFiles.map((one) => `    ${one}`),
    ),
    ...section(
      spoken.cli.fileHostKeys,
      knownHosts.map((one) => `    ${one}`),
    ),
    ...section(
      spoken.cli.fileSaves,
      writes.map((one) => `    ${one}`),
    ),
  ];
}

function connectLine({ node, user, host, port, via, note }: LabFileFacts['connects'][number]): string {
  const way = via.length > 0 ? spoken.cli.through({ hosts: via }) : '';
  const end = `${way}${note ? ` (${note})` : ''}`;
  return spoken.cli.connectsTo({ node, to: user ? `${user}@${host}` : host, port, end });
}

function sendLine({ variable, to, ours }: LabFileFacts['sends'][number]): string {
  const warning = ours ? '' : spoken.cli.strangeVariable;
  return spoken.cli.variableTo({ variable, to, warning });
}

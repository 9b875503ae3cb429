import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { trustLab } from '../core/trust/trust-lab.ts';
import { spoken } from '../shared/texts/text.ts';
import type { LabFileFacts } from '../shared/wire/question.ts';
import { canAsk } from './ask.ts';
import { labFileLines } from './lab-file-lines.ts';
import { pickLab } from './pick-lab.ts';
import { askYes } from './prompts.ts';
import type { LabOptions } from './run-options.ts';
import type { Session } from './session.ts';

/** The lab that a command is about, for all that connects to its nodes. --yes does not answer for somebody's file. */
export async function openLab({ deps }: Session, { lab, trustLab: given }: LabOptions): Promise<TrustedLab> {
  const { io } = deps;
  const loaded = await pickLab(io, lab);
  const ask = async (facts: LabFileFacts) => {
    io.stderr.write(`${labFileLines(facts).join('\n')}\n`);
    return askYes(io, spoken.cli.useThisFile);
  };
  return trustLab(loaded, { env: io.env, given, ...(canAsk(io) && { ask }) });
}

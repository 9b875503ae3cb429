import { stateDir } from '../core/gates/places.ts';
import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { practiceLabFiles } from '../core/practice/access.ts';
import { trustLab } from '../core/trust/trust-lab.ts';
import { spoken, texts } from '../shared/texts/text.ts';
import type { LabFileFacts } from '../shared/wire/question.ts';
import { canAsk } from './ask.ts';
import { labFileLines } from './lab-file-lines.ts';
import { pickLab } from './pick-lab.ts';
import { askYes } from './prompts.ts';
import type { LabOptions } from './run-options.ts';
import type { Session } from './session.ts';
import { whileLooking } from './while-looking.ts';

/**
 * The lab that a command is about, for all that connects to its nodes. --yes does not answer for somebody's file. Where the
 * file names no track, the lab gets one; `afresh`: after a reset it may be another one.
 */
export async function openLab(
  session: Session,
  { lab, trustLab: given }: LabOptions,
  { afresh = false }: { afresh?: boolean } = {},
): Promise<TrustedLab> {
  const { deps } = session;
  const { io } = deps;
  const loaded = await pickLab(io, lab);
  const ask = async (facts: LabFileFacts) => {
    io.stderr.write(`${labFileLines(facts).join('\n')}\n`);
    return askYes(io, spoken.cli.useThisFile);
  };
  const trusted = await trustLab(loaded, { env: io.env, given, ...(canAsk(io) && { ask }) });
  if (trusted.trackIs !== 'open') return trusted;
  const ended = { words: texts.cli.nothingChanged, spoken: spoken.cli.nothingChanged };
  const state = stateDir(io.env);
  return whileLooking(session, ended, (how) => deps.chooseTrack(trusted, { ...how, state, afresh }));
}

/** The same, for a command whose argument is the name of a practice lab or a lab file; without it `--lab` and the usual ones count. */
export function openNamedLab(session: Session, given: string | undefined, options: LabOptions): Promise<TrustedLab> {
  const practice = practiceLabFiles(session.deps.io.env).find(({ name }) => name === given);
  return openLab(session, { ...options, ...(given && { lab: practice?.labFile ?? given }) });
}

import path from 'node:path';
import type { Command } from 'commander';
import { mostEvidence, type Verified, verified } from '../../core/evidence/signed.ts';
import { ownKey } from '../../core/evidence/signing-key.ts';
import { readLocalFile } from '../../core/gates/local-file.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { minute } from '../../core/report/work-model.ts';
import { LabError, Reason, toLabError, wordsOf } from '../../shared/errors.ts';
import { inWords, spoken, texts, type Words } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { parseFile } from '../option-values.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

interface VerifyOptions {
  signedBy?: string;
}

/** `verify`: whether signed reports are what was signed, and by whom. */
export function addVerifyCommand(program: Command, act: Act): void {
  program
    .command('verify')
    .description(spoken.evidence.verifyCommand)
    .argument('<files...>', spoken.evidence.filesArgument, (text, all: string[] = []) => [...all, parseFile(text)])
    .option('--signed-by <fingerprint>', spoken.evidence.signedByOption, parseFingerprint)
    .action(act((session, [files]: [string[]], options: VerifyOptions) => verify(session, files, options)));
}

function parseFingerprint(text: string): string {
  if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) throw new Reason(texts.evidence.badFingerprint);
  return text;
}

interface Judged extends Partial<Verified> {
  file: string;
  /** Absent where all holds. */
  why?: Words;
  remedy?: Words;
}

async function verify(session: Session, files: readonly string[], { signedBy }: VerifyOptions): Promise<number> {
  const { deps, screen, json } = session;
  const own = (await ownKey(deps.io.env))?.fingerprint;
  let isWell = true;
  for (const given of files) {
    const file = path.resolve(deps.io.cwd, given);
    const judged = await judge(file, { own, signedBy });
    isWell &&= !judged.why;
    if (json) deps.io.stdout.write(`${safeJson({ type: 'evidence', ...shown(judged) })}\n`);
    else screen.print(linesOf(judged, signedBy));
  }
  if (json) deps.io.stdout.write(`${safeJson({ type: 'result', ok: isWell, command: 'verify' })}\n`);
  return isWell ? exitCodes.done : exitCodes.failed;
}

async function judge(file: string, known: { own: string | undefined; signedBy: string | undefined }): Promise<Judged> {
  try {
    const bytes = await readLocalFile(file, { what: texts.evidence.aFile, file }, { most: mostEvidence });
    if (!bytes) throw new LabError('not-found', texts.evidence.unreadable({ file }));
    const { evidence, signer } = verified(bytes.toString('utf8'), file);
    const all = { file, signer, evidence: cleaned(evidence) };
    if (known.signedBy !== undefined && signer !== known.signedBy)
      return { ...all, why: texts.evidence.otherKey({ signer }) };
    if (known.signedBy === undefined && signer !== known.own)
      return { ...all, why: texts.evidence.unknownKey, remedy: texts.evidence.unknownKeyRemedy };
    return all;
  } catch (thrown) {
    const { remedy } = toLabError(thrown).details;
    return { file, why: wordsOf(thrown), ...(remedy !== undefined && { remedy }) };
  }
}

const shown = ({ file, signer, evidence, why }: Judged) => ({
  ...{ file, ok: why === undefined, signer },
  ...(why !== undefined && { why: inWords(why) }),
  ...(evidence && withoutReport(evidence)),
});

const withoutReport = ({ report: _, ...evidence }: Verified['evidence']) => evidence;

function linesOf({ file, evidence, signer = '', why, remedy }: Judged, signedBy: string | undefined): string[] {
  const words = spoken.evidence;
  const head = why === undefined ? words.intact({ file }) : words.notIntact({ file, why: inWords(why) });
  const more = remedy === undefined ? [] : [`  ${inWords(remedy)}`];
  if (!evidence) return [head, ...more];
  const { seat, class: name, student = '', lab, track, attempts, labId, madeAt, at } = evidence;
  return [
    ...[head, ...more],
    ...(seat !== undefined && name !== undefined ? [words.seatOf({ seat, class: name, student })] : []),
    words.labOf({ lab, track, attempts: attempts.length }),
    ...(madeAt !== undefined ? [words.madeAt({ time: minute(madeAt), id: (labId ?? '').slice(0, 16) })] : []),
    words.signedAt({ time: minute(at), signer }),
    ...(why === undefined ? [signedBy === undefined ? words.byThisApp : words.asGiven] : []),
  ];
}

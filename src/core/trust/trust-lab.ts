import { LabError } from '../../shared/errors.ts';
import type { LabFileFacts } from '../../shared/wire/question.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { agreementOf, keepAgreement } from './agreed-labs.ts';
import { factsOf } from './lab-file-facts.ts';
import { isOwnPractice } from './own-practice.ts';

export interface TrustOptions {
  env: NodeJS.ProcessEnv;
  /** Shows the facts and asks; absent where there is nobody to ask. */
  ask?: ((facts: LabFileFacts) => Promise<boolean>) | undefined;
  /** The person agreed beforehand, on the command line. */
  given?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The one gate between a lab file and its nodes. A lab file is somebody's word: before its first use the person sees
 * what it connects to, sends, reads and writes, and again when any of that has changed. Practice labs of this machine
 * pass without a question.
 */
export async function trustLab(loaded: LoadedLab, options: TrustOptions): Promise<TrustedLab> {
  const { env, ask, given, signal } = options;
  if (await isOwnPractice(loaded, env)) return { ...loaded, ownFiles: true };
  const trusted: TrustedLab = { ...loaded, ownFiles: false };
  const agreement = await agreementOf(loaded, env);
  if (agreement === 'agreed') return trusted;
  const facts = await factsOf(loaded, { env, signal, changed: agreement === 'changed' });
  const strange = facts.sends.find(({ ours }) => !ours);
  if (given && strange) throw variableNotOurs(facts, strange);
  if (!given && !ask) throw notAgreed(facts);
  if (!given && !(await ask?.(facts)))
    throw new LabError('cancelled', `Nothing was done: you did not agree to ${facts.file}.`, { file: facts.file });
  await keepAgreement(loaded, env);
  return trusted;
}

function notAgreed(facts: LabFileFacts): LabError {
  const { file, changed } = facts;
  const what = changed ? 'now does something other than what was agreed to' : 'is new here';
  return new LabError('bad-input', `${file} ${what}, and there is nobody to ask: it ${inOneSentence(facts)}.`, {
    file,
    remedy: 'Run it in a terminal and answer the question, or read the file and use --trust-lab.',
  });
}

/** What one answers for with an option is the file; a secret of something else is not among what one has in mind then. */
function variableNotOurs({ file }: LabFileFacts, { variable, to }: LabFileFacts['sends'][number]): LabError {
  return new LabError('bad-input', `${file} would send the value of $${variable} to ${to.join(', ')}.`, {
    file,
    remedy: `--trust-lab sends only variables that start with OVERLAY_LAB_: use one in passwordEnv, or run it in a terminal and answer the question.`,
  });
}

function inOneSentence({ connects, sends, identityFiles }: LabFileFacts): string {
  const hosts = connects.map(({ user, host, port }) => `${user ? `${user}@` : ''}${host}:${port}`);
  const shown = hosts.length > 5 ? [...hosts.slice(0, 5), `${hosts.length - 5} more`] : hosts;
  return [
    `connects to ${shown.join(', ')}`,
    ...sends.map(({ variable, to }) => `sends the value of $${variable} to ${to.join(', ')}`),
    ...identityFiles.map((one) => `reads ${one}`),
  ].join(', ');
}

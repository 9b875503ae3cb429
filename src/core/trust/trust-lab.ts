import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
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
    throw new LabError('cancelled', texts.trust.notAgreed({ file: facts.file }), { file: facts.file });
  await keepAgreement(loaded, env);
  return trusted;
}

function notAgreed(facts: LabFileFacts): LabError {
  const { file, changed } = facts;
  const what = changed ? texts.trust.isChanged : texts.trust.isNew;
  return new LabError('bad-input', texts.trust.nobodyToAsk({ file, what, does: inOneSentence(facts) }), {
    file,
    remedy: texts.trust.nobodyToAskRemedy,
  });
}

/** What one answers for with an option is the file; a secret of something else is not among what one has in mind then. */
function variableNotOurs({ file }: LabFileFacts, { variable, to }: LabFileFacts['sends'][number]): LabError {
  return new LabError('bad-input', texts.trust.wouldSend({ file, variable, to }), {
    file,
    remedy: texts.trust.wouldSendRemedy,
  });
}

function inOneSentence({ connects, sends, identityFiles }: LabFileFacts): Words[] {
  const hosts = connects.map(({ user, host, port }) => `${user ? `${user}@` : ''}${host}:${port}`);
  const shown = hosts.length > 5 ? [...hosts.slice(0, 5), texts.trust.more({ count: hosts.length - 5 })] : hosts;
  return [
    texts.trust.connects({ hosts: shown }),
    ...sends.map(({ variable, to }) => texts.trust.sends({ variable, to })),
    ...identityFiles.map((one) => texts.trust.reads({ file: one })),
  ];
}

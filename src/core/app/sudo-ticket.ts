import { spawn } from 'node:child_process';
import { LabError } from '../../shared/errors.ts';
import { inWords, texts } from '../../shared/texts/text.ts';
import { localUserInWords } from '../gates/local-user.ts';
import { within } from '../gates/wait.ts';
import type { Questions } from './questions.ts';

/** What a question calls the machine on which the app runs. */
export const here = texts.app.thisComputer;
const mostTries = 3;

interface Asking {
  questions: Questions;
  lab: string;
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  uid?: number | undefined;
}

/**
 * The practice lab needs root. Where sudo wants a password, it is asked for in the app's own frame and given to
 * `sudo -v` by stdin; sudo then lets what this process starts pass for some minutes, without a terminal.
 */
export async function getSudoTicket({ questions, lab, signal, env, uid = process.getuid?.() }: Asking): Promise<void> {
  if (uid === 0 || uid === undefined || (await sudo(['-n', 'true'], { env, signal }))) return;
  const prompts = questions.prompts(lab, signal);
  const user = localUserInWords();
  for (let tries = 0; tries < mostTries; tries++) {
    const password = await prompts.sudoPassword({ node: inWords(here), user });
    if (await sudo(['-S', '-p', '', '-v'], { env, signal, input: `${password}\n` })) return;
  }
  throw new LabError('sudo-failed', texts.app.sudoRefused({ user, here }), {
    remedy: texts.app.sudoRefusedRemedy,
  });
}

/** A directory service that does not answer holds sudo up; a wrong password takes it some seconds. */
const sudoMs = 60_000;

interface SudoOptions {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  input?: string;
}

function sudo(words: readonly string[], { env, signal, input = '' }: SudoOptions): Promise<boolean> {
  return within({ what: texts.app.sudoOn({ here }), ms: sudoMs, signal }, (stop) => ended(words, env, input, stop));
}

function ended(words: readonly string[], env: NodeJS.ProcessEnv, input: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn('sudo', words, { env, signal, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', (cause) =>
      reject(
        new LabError('practice-lab', texts.app.sudoMissing, {
          remedy: texts.app.sudoMissingRemedy,
          cause,
        }),
      ),
    );
    child.on('close', (status) => resolve(status === 0));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

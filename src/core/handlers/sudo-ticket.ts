import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { LabError } from '../../shared/errors.ts';
import type { Questions } from './questions.ts';

/** What a question calls the machine on which the app runs. */
export const here = 'this computer';
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
  if (uid === 0 || uid === undefined || (await sudo(['-n', 'true'], env))) return;
  const prompts = questions.prompts(lab, signal);
  const { username: user } = userInfo();
  for (let tries = 0; tries < mostTries; tries++) {
    const password = await prompts.sudoPassword({ node: here, user });
    if (await sudo(['-S', '-p', '', '-v'], env, `${password}\n`)) return;
  }
  throw new LabError('sudo-failed', `sudo did not let ${user} become root on ${here}.`, {
    remedy: 'Check the password, and that this user may use sudo; or start the app as root.',
  });
}

function sudo(words: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn('sudo', words, { env, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', (cause) =>
      reject(
        new LabError('practice-lab', 'The practice lab needs root, and there is no sudo here.', {
          remedy: 'Start the app as root.',
          cause,
        }),
      ),
    );
    child.on('close', (status) => resolve(status === 0));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

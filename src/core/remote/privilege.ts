import { randomBytes } from 'node:crypto';
import { quote } from './quote.ts';

/** How programs become root on a node. */
export type Privilege =
  | { way: 'root' }
  | { way: 'sudo' }
  /** In a terminal, where the person can answer sudo. */
  | { way: 'terminal' }
  /** `prompt` is random, so that nothing else on stderr can be taken for sudo's question. */
  | { way: 'password'; prompt: string; password: string };

export function withPassword(password: string): Privilege {
  return { way: 'password', prompt: `[overlay-lab ${randomBytes(12).toString('hex')}] `, password };
}

/** The command line that runs an sh script as root; nothing secret is in it. */
export function asRoot(privilege: Privilege, script: string, args: readonly string[], fresh = false): string {
  const shell = ['/bin/sh', '-c', script, 'sh', ...args];
  if (privilege.way === 'root') return `exec ${quote(shell)}`;
  return `LC_ALL=C exec sudo ${quote(['-H', ...(fresh ? ['-k'] : []), ...asking(privilege), '--', ...shell])}`;
}

/**
 * `-k`, when `fresh`, keeps sudo from answering out of its memory, so that the answer is about the password. Later it
 * may: that spares 50 ms of password hashing a program, and scripts skip a password line that sudo left unread.
 */
function asking(privilege: Privilege): string[] {
  if (privilege.way === 'sudo') return ['-n'];
  return privilege.way === 'password' ? ['-S', '-p', privilege.prompt] : [];
}

/** How often sudo asked for the password; a second time means that the first answer was wrong. */
export function timesAsked(privilege: Privilege, stderr: string): number {
  return privilege.way === 'password' ? stderr.split(privilege.prompt).length - 1 : 0;
}

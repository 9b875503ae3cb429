import { randomBytes } from 'node:crypto';
import { quote } from '../../machine/quote.ts';

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

/**
 * The command line that runs an sh script as root; nothing secret is in it. The login shell reads it, and that may be csh
 * or fish: so nothing but words and single quotes, and in these neither exclamation marks nor line ends (csh's history)
 * nor backslashes (fish). What may have such goes by stdin, or in letters and digits, as the words of a program do.
 */
export function asRoot(privilege: Privilege, script: string, args: readonly string[], fresh = false): string {
  const shell = ['/bin/sh', '-c', script, 'sh', ...args];
  if (privilege.way === 'root') return `exec ${quote(shell)}`;
  return `exec env LC_ALL=C sudo ${quote(['-H', ...(fresh ? ['-k'] : []), ...asking(privilege), '--', ...shell])}`;
}

/**
 * `-k`, when `fresh`, keeps sudo from answering out of its memory, so that the answer is about the password. Later it
 * may: that spares 50 ms of password hashing a program, and scripts skip a password line that sudo left unread.
 */
function asking(privilege: Privilege): string[] {
  if (privilege.way === 'sudo') return ['-n'];
  return privilege.way === 'password' ? ['-S', '-p', privilege.prompt] : [];
}

/**
 * How often sudo has asked for the password, told each piece of its errors; a second time means that the first answer was
 * wrong. Looks at each byte once.
 */
export function countAsked(privilege: Privilege): (chunk: Buffer) => number {
  if (privilege.way !== 'password') return () => 0;
  const prompt = Buffer.from(privilege.prompt);
  let rest = Buffer.alloc(0);
  let times = 0;
  return (chunk) => {
    const both = Buffer.concat([rest, chunk]);
    for (let at = both.indexOf(prompt); at >= 0; at = both.indexOf(prompt, at + prompt.length)) times += 1;
    // It may be cut anywhere.
    rest = both.subarray(Math.max(0, both.length - prompt.length + 1));
    return times;
  };
}

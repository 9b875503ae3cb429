import { LabError } from '../../../shared/errors.ts';
import type { Link } from '../link/link.ts';
import type { Privilege } from './privilege.ts';
import type { Scrubber } from './scrub.ts';

/** What came before the helper spoke: of the login shell, its start-up files, sudo. */
export interface Said {
  out: Scrubber;
  err: Scrubber;
}

/** What the node said instead of starting the guard. */
export class NotRoot extends Error {
  readonly wrongPassword: boolean;

  constructor(said: string, wrongPassword: boolean) {
    super(said);
    this.wrongPassword = wrongPassword;
  }
}

/** The login shell prints it before it continues to sudo, or to the helper itself. */
export const shellWord = (connection: string): string => `${connection}-shell`;

/** The channel was closed, and the helper has not spoken. */
export function notStarted(link: Link, privilege: Privilege, connection: string, said: Said): Error {
  const shellAnswered = said.out.noise().includes(shellWord(connection));
  // sudo speaks for itself; where it is not reached, it is the shell's doing.
  if (privilege.way !== 'root' && (shellAnswered || /sudo/i.test(said.err.noise())))
    return new NotRoot(withoutOurs(privilege, said.err.noise()).trim() || 'sudo ended without output', false);
  return shellFailed(link, 'command-failed', 'did not start the helper', printed(connection, privilege, said));
}

/** Neither the helper's word nor an end came. */
export function helperLate(link: Link, privilege: Privilege, connection: string, said: Said): LabError {
  const text = printed(connection, privilege, said);
  if (privilege.way === 'root' || !said.out.noise().includes(shellWord(connection)))
    return shellFailed(link, 'time-out', 'did not start the helper within 20 s', text);
  return new LabError('sudo-failed', `sudo on ${link.node} did not answer ${link.user} within 20 s${text}`, {
    node: link.node,
    remedy: `Log in there and try: time sudo -k true. What makes it wait is configured in /etc/pam.d/sudo, or is a directory service that does not answer (/etc/nsswitch.conf). Or log in as root.`,
  });
}

function shellFailed(link: Link, code: 'command-failed' | 'time-out', how: string, text: string): LabError {
  const { node, user } = link;
  return new LabError(code, `The login shell of ${user} on ${node} ${how}${text || '; it printed nothing'}`, {
    node,
    remedy: `Any shell works that runs the command of ssh ${user}@${node} COMMAND and exits. What start-up files such as ~/.bashrc have for terminals only (exec, read, tmux) belongs after: case $- in *i*) ;; *) return ;; esac. To change the login shell: chsh -s /bin/sh ${user}.`,
  });
}

/** sudo's question is a random word of ours; and a start-up file may have said the password that was meant for sudo. */
function withoutOurs(privilege: Privilege, text: string): string {
  if (privilege.way !== 'password') return text;
  return text.replaceAll(privilege.password, '…').replaceAll(privilege.prompt, '');
}

/** The last of it, on one line, without what is ours. */
function printed(connection: string, privilege: Privilege, { out, err }: Said): string {
  const text = withoutOurs(privilege, `${out.noise()}\n${err.noise()}`.replaceAll(shellWord(connection), ''));
  const words = text
    .replaceAll(/\x1b(\[[\d;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\))/g, '')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words ? `; it printed: ${words.length > 300 ? `…${words.slice(-300)}` : words}` : '';
}

export function sudoFailed(node: string, user: string, said: string): LabError {
  return new LabError('sudo-failed', `${user} cannot become root on ${node}: ${said}`, {
    node,
    remedy: `Log in as root, or let ${user} use sudo (group sudo or wheel) and give the password when asked.`,
  });
}

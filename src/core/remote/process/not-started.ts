import { LabError, Reason } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Link } from '../link/link.ts';
import type { Privilege } from './privilege.ts';
import type { Scrubber } from './scrub.ts';

/** What came before the helper spoke: of the login shell, its start-up files, sudo. */
export interface Said {
  out: Scrubber;
  err: Scrubber;
}

/** What the node said instead of starting the guard. */
export class NotRoot extends Reason {
  readonly wrongPassword: boolean;

  constructor(said: Words, wrongPassword: boolean) {
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
    return new NotRoot(withoutOurs(privilege, said.err.noise()).trim() || texts.process.sudoSilent, false);
  const { node, user } = link;
  const text = printed(connection, privilege, said) ?? texts.process.printedNothing;
  return shellFailed(link, 'command-failed', texts.process.shellFailed({ node, user, printed: text }));
}

/** Neither the helper's word nor an end came. */
export function helperLate(
  link: Link,
  privilege: Privilege,
  connection: string,
  said: Said,
  seconds: number,
): LabError {
  const text = printed(connection, privilege, said);
  const late = { node: link.node, user: link.user, seconds };
  if (privilege.way === 'root' || !said.out.noise().includes(shellWord(connection))) {
    const shown = text ?? texts.process.printedNothing;
    return shellFailed(link, 'time-out', texts.process.shellLate({ ...late, printed: shown }));
  }
  return new LabError('sudo-failed', texts.process.sudoLate({ ...late, printed: text ?? '' }), {
    node: link.node,
    remedy: texts.process.sudoLateRemedy,
  });
}

function shellFailed({ node, user }: Link, code: 'command-failed' | 'time-out', message: Words): LabError {
  return new LabError(code, message, { node, remedy: texts.process.shellRemedy({ user, node }) });
}

/** sudo's question is a random word of ours; and a start-up file may have said the password that was meant for sudo. */
function withoutOurs(privilege: Privilege, text: string): string {
  if (privilege.way !== 'password') return text;
  return text.replaceAll(privilege.password, '…').replaceAll(privilege.prompt, '');
}

/** The last of it, on one line, without what is ours. */
function printed(connection: string, privilege: Privilege, { out, err }: Said): Words | undefined {
  const text = withoutOurs(privilege, `${out.noise()}\n${err.noise()}`.replaceAll(shellWord(connection), ''));
  const words = text
    .replaceAll(/\x1b(\[[\d;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\))/g, '')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (words === '') return undefined;
  return texts.process.printed({ text: words.length > 300 ? `…${words.slice(-300)}` : words });
}

export function sudoFailed(node: string, user: string, said: Words): LabError {
  return new LabError('sudo-failed', texts.process.notRoot({ user, node, why: said }), {
    node,
    remedy: texts.process.notRootRemedy({ user }),
  });
}

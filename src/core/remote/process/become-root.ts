import { answerOrNone } from '../auth/answer.ts';
import type { Prompts } from '../auth/prompts.ts';
import type { Link } from '../link/link.ts';
import { type Guard, startGuard } from './guard.ts';
import { NotRoot, sudoFailed } from './not-started.ts';
import { type Privilege, withPassword } from './privilege.ts';

/**
 * Finds the way to root by starting the guard: as root itself, through sudo without a password, or with one. At most
 * two passwords are tried, the login's first: more would lock accounts on some machines.
 */
export async function becomeRoot(
  link: Link,
  { prompts, remembered, signal }: { prompts: Prompts; remembered: string | undefined; signal?: AbortSignal },
): Promise<{ guard: Guard; privilege: Privilege }> {
  const begin = async (privilege: Privilege) => ({ guard: await startGuard(link, privilege, signal), privilege });
  if (link.user === 'root') return begin({ way: 'root' });
  let last: NotRoot;
  try {
    return await begin({ way: 'sudo' });
  } catch (error) {
    if (!(error instanceof NotRoot) || !wantsPassword(error)) throw explained(link, error);
    last = error;
  }
  for (const given of [remembered, undefined]) {
    const refused = last.wrongPassword;
    const ask = () => prompts.sudoPassword({ node: link.node, user: link.user, refused });
    const password = given ?? (await answerOrNone(ask, refused));
    if (password === undefined) break;
    try {
      return await begin(withPassword(password));
    } catch (error) {
      if (!(error instanceof NotRoot) || !error.wrongPassword) throw explained(link, error);
      last = error;
    }
  }
  throw explained(link, last);
}

const wantsPassword = (error: NotRoot) => /password is required/i.test(error.message);

const explained = (link: Link, error: unknown) =>
  error instanceof NotRoot ? sudoFailed(link.node, link.user, error.words) : error;

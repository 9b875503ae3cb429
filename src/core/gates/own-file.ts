import type { Stats } from 'node:fs';

/**
 * Whether only this person and root could have written it. A group of the person's own does not count as others: many
 * systems give everybody one, and a umask to match. True where the system has no such owners.
 */
export function isOwn({ uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>): boolean {
  const me = process.getuid?.();
  if (me === undefined) return true;
  const others = (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== process.getgid?.());
  return (uid === 0 || uid === me) && !others;
}

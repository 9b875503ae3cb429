import { userInfo } from 'node:os';

/** Who runs the app, as this computer names them; undefined where it has no name for them, as in some containers. */
export function localUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** The same where any word for them will do. */
export const localUserInWords = (): string => localUser() ?? `uid ${process.getuid?.()}`;

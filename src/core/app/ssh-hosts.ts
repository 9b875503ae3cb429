import { sshConfigOf } from '../remote/config/ssh-config.ts';
import { type ConfigLine, readConfig } from '../remote/config/ssh-config-files.ts';

export interface SshHost {
  host: string;
  hostName?: string;
  user?: string;
}

const most = 500;

/** The hosts that ~/.ssh/config names, without patterns. Nothing of it is run. */
export async function sshHosts(env: NodeJS.ProcessEnv): Promise<SshHost[]> {
  const files = await readConfig(env);
  const [own = []] = files;
  const say = sshConfigOf(files, env);
  const names = namesIn(own).filter((name) => /^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/.test(name));
  return [...new Set(names)].slice(0, most).flatMap((host) => {
    try {
      const { hostName, user } = say({ host });
      return [{ host, ...(hostName && hostName !== host && { hostName }), ...(user && { user }) }];
    } catch {
      return []; // through a ProxyCommand, for example: nothing that this app could reach
    }
  });
}

const namesIn = (lines: readonly ConfigLine[]): string[] =>
  lines.flatMap(({ keyword, words, included }) => (keyword === 'host' ? words : included.flatMap(namesIn)));

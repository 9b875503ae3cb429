import path from 'node:path';
import SSHConfig from 'ssh-config';
import { homeOf } from '../remote/route.ts';
import { readConfig } from '../remote/ssh-config-files.ts';

export interface SshHost {
  host: string;
  hostName?: string;
  user?: string;
}

const most = 500;

/** The hosts that ~/.ssh/config names, without patterns. Nothing of it is run. */
export async function sshHosts(env: NodeJS.ProcessEnv): Promise<SshHost[]> {
  const text = await readConfig(path.join(homeOf(env), '.ssh', 'config'), env);
  const names = text
    .split('\n')
    .flatMap((line) => /^\s*host[\s=]+(.+)$/i.exec(line)?.[1]?.split(/[\s,]+/) ?? [])
    .map((name) => name.replaceAll('"', ''))
    .filter((name) => /^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/.test(name));
  const config = SSHConfig.parse(text);
  return [...new Set(names)].slice(0, most).map((host) => {
    const found = config.compute({ Host: host }, { ignoreCase: true, matchExec: false });
    const [hostName, user] = [one(found, 'hostname'), one(found, 'user')];
    return { host, ...(hostName && { hostName }), ...(user && { user }) };
  });
}

function one(found: Record<string, string | string[]>, wanted: string): string | undefined {
  const [, value] = Object.entries(found).find(([key]) => key.toLowerCase() === wanted) ?? [];
  return [value].flat()[0];
}

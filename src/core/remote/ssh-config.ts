import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import SSHConfig from 'ssh-config';
import { LabError } from '../../shared/errors.ts';
import { type HostConfig, homeOf } from './route.ts';
import { hasMatchExec, readConfig } from './ssh-config-files.ts';

export interface ConfigQuestion {
  host: string;
  user?: string;
  port?: number;
}

/**
 * What ~/.ssh/config (and /etc/ssh/ssh_config) say of a host. ssh itself answers best (`ssh -G`), but it runs the
 * commands of `Match exec` to do so; nothing on this computer is run unasked, so with such a line in the files, and
 * where there is no ssh, they are read by the ssh-config package instead, with `Match exec` never holding.
 */
export async function hostConfig(question: ConfigQuestion, env: NodeJS.ProcessEnv): Promise<HostConfig> {
  if (!/^[A-Za-z0-9_]/.test(question.host)) throw new LabError('bad-input', `Not a host name: ${question.host}`);
  const file = join(homeOf(env), '.ssh', 'config');
  const text = [await readConfig(file, env), await readConfig('/etc/ssh/ssh_config', env)].join('\n');
  const answered = hasMatchExec(text) ? undefined : await askSsh(question, file, env);
  return checked(answered ?? computed(question, text), question.host);
}

/** A jump host is a Host of the same files, so `ssh -G` is asked about it in turn: see find-route.ts. */
async function askSsh(question: ConfigQuestion, file: string, env: NodeJS.ProcessEnv): Promise<Settings | undefined> {
  const { host, user, port } = question;
  // ssh looks for the files in the home of the password database; another HOME must be told (then /etc is left out).
  const elsewhere = homeOf(env) === userInfo().homedir ? [] : ['-F', file];
  const words = [...elsewhere, ...(user ? ['-l', user] : []), ...(port ? ['-p', String(port)] : [])];
  try {
    const { stdout } = await promisify(execFile)('ssh', ['-G', ...words, '--', host], { env, timeout: 5000 });
    return settingsOf(
      stdout.split('\n').map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
    );
  } catch {
    return undefined;
  }
}

function computed({ host, user }: ConfigQuestion, text: string): Settings {
  const query = { Host: host, ...(user && { User: user }) };
  const found = SSHConfig.parse(text).compute(query, { ignoreCase: true, matchExec: false });
  return settingsOf(
    Object.entries(found).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, String(one)])),
  );
}

type Settings = Map<string, string[]>;

function settingsOf(pairs: string[][]): Settings {
  const settings: Settings = new Map();
  for (const [key = '', value = ''] of pairs)
    settings.set(key.toLowerCase(), [...(settings.get(key.toLowerCase()) ?? []), value]);
  return settings;
}

function checked(settings: Settings, host: string): HostConfig {
  const one = (key: string) => settings.get(key)?.find((value) => value !== 'none');
  if (one('proxycommand'))
    throw new LabError('refused', `~/.ssh/config has a ProxyCommand for ${host}; this app runs no command of it.`, {
      remedy: 'Use ProxyJump, or give the address and port of a tunnel of your own in the lab file.',
    });
  const port = Number(one('port'));
  const files = settings.get('identityfile');
  const usual = files && files.length > 1 && files.every((file) => /^~\/\.ssh\/id_\w+$/.test(file));
  const expand = (text: string) => text.replaceAll('%h', host).replaceAll('%%', '%');
  const picked = {
    hostName: one('hostname') && expand(one('hostname') ?? ''),
    user: one('user'),
    port: Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined,
    identityFiles: usual ? undefined : files?.filter((file) => file !== 'none'),
    knownHosts: one('userknownhostsfile')?.split(' '),
    hostKeyAlias: one('hostkeyalias'),
    proxyJump: one('proxyjump'),
  };
  return Object.fromEntries(Object.entries(picked).filter(([, value]) => value !== undefined && value !== ''));
}

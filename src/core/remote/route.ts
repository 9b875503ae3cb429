import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { LabNode } from '../../shared/lab.ts';

/** Where a node is and how to get in, with nothing left to look up: the lab file's words over those of ~/.ssh/config. */
export interface Route {
  node: string;
  host: string;
  port: number;
  user: string;
  identityFiles: readonly string[];
  /** False when these are just the usual files of ~/.ssh. */
  identityNamed: boolean;
  knownHosts: readonly string[];
  hostKeyAlias?: string;
  passwordEnv?: string;
  /** Hosts to go through, the first one is reached directly. */
  jumps: readonly Route[];
}

/** What ~/.ssh/config says of a host; everything is optional. */
export interface HostConfig {
  hostName?: string;
  port?: number;
  user?: string;
  identityFiles?: string[];
  knownHosts?: string[];
  hostKeyAlias?: string;
  proxyJump?: string;
}

export function homeOf(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir();
}

/** `~` is the person's home; everything else is relative to the lab file's folder. */
export function pathOf(file: string, baseDir: string, env: NodeJS.ProcessEnv): string {
  if (file === '~' || file.startsWith('~/')) return join(homeOf(env), file.slice(1));
  return isAbsolute(file) ? file : resolve(baseDir, file);
}

const usualKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

export function routeOf(
  node: string,
  ssh: LabNode['ssh'],
  config: HostConfig,
  jumps: readonly Route[],
  place: { baseDir: string; env: NodeJS.ProcessEnv },
): Route {
  const path = (file: string) => pathOf(file, place.baseDir, place.env);
  const sshDir = join(homeOf(place.env), '.ssh');
  const files = ssh.identityFile ? [path(ssh.identityFile)] : config.identityFiles?.map(path);
  const usualKnown = config.knownHosts?.map(path) ?? [join(sshDir, 'known_hosts')];
  return {
    node,
    host: config.hostName ?? ssh.host,
    port: ssh.port ?? config.port ?? 22,
    user: ssh.user ?? config.user ?? userInfo().username,
    identityNamed: files !== undefined,
    identityFiles: files ?? usualKeys.map((name) => join(sshDir, name)),
    knownHosts: ssh.knownHosts ? [path(ssh.knownHosts)] : [...usualKnown, '/etc/ssh/ssh_known_hosts'],
    ...(config.hostKeyAlias && { hostKeyAlias: config.hostKeyAlias }),
    ...(ssh.passwordEnv && { passwordEnv: ssh.passwordEnv }),
    jumps,
  };
}

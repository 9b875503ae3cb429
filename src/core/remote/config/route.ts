import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { LabError } from '../../../shared/errors.ts';
import type { LabNode } from '../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { localUser } from '../../gates/local-user.ts';
import { appKnownHosts } from '../../gates/places.ts';

/** Where a node is and how to get in, with nothing left to look up: the lab file's words over those of ~/.ssh/config. */
export interface Route {
  node: string;
  host: string;
  port: number;
  user: string;
  identityFiles: readonly string[];
  /** False when these are just the usual files of ~/.ssh. */
  identityNamed: boolean;
  /** Files whose host keys count: the person's own, the system's, the app's. */
  knownHosts: readonly string[];
  /** Where a key goes that the person accepts. */
  acceptInto: string;
  /** A known_hosts that came with somebody else's lab file: its keys were never seen by anybody here. */
  claimedHosts?: string;
  hostKeyAlias?: string;
  passwordEnv?: string;
  /** With `IdentitiesOnly yes`, keys of the agent that no identity file names are not offered. */
  identitiesOnly?: boolean;
  /** Socket of an agent that ~/.ssh/config names; 'none' for no agent at all. */
  identityAgent?: string;
  /** What ~/.ssh/config asks for and this app does not do, in a sentence each. */
  notes?: readonly Words[];
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
  identitiesOnly?: boolean;
  identityAgent?: string;
  notes?: Words[];
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

export interface LabPlace {
  baseDir: string;
  env: NodeJS.ProcessEnv;
  /** The lab file is the app's own work: what its known_hosts holds was put there by the app. */
  ownFiles?: boolean | undefined;
}

export function routeOf(
  node: string,
  ssh: LabNode['ssh'],
  config: HostConfig,
  jumps: readonly Route[],
  { baseDir, env, ownFiles = false }: LabPlace,
): Route {
  const path = (file: string) => pathOf(file, baseDir, env);
  // Nothing that ~/.ssh/config names is looked for beside a lab file.
  const ofConfig = (file: string) => pathOf(file, homeOf(env), env);
  const sshDir = join(homeOf(env), '.ssh');
  const files = ssh.identityFile ? [path(ssh.identityFile)] : config.identityFiles?.map(ofConfig);
  return {
    node,
    host: config.hostName ?? ssh.host,
    port: ssh.port ?? config.port ?? 22,
    user: ssh.user ?? config.user ?? localUser() ?? noUser(node, ssh.host),
    identityNamed: files !== undefined,
    identityFiles: files ?? usualKeys.map((name) => join(sshDir, name)),
    ...hostFiles(ssh.knownHosts && path(ssh.knownHosts), config.knownHosts?.map(ofConfig), { env, ownFiles }),
    ...(config.hostKeyAlias && { hostKeyAlias: config.hostKeyAlias }),
    ...(ssh.passwordEnv && { passwordEnv: ssh.passwordEnv }),
    ...(config.identitiesOnly && { identitiesOnly: true }),
    ...(config.identityAgent && { identityAgent: config.identityAgent }),
    ...(config.notes?.length && { notes: config.notes }),
    jumps,
  };
}

function noUser(node: string, host: string): never {
  throw new LabError('bad-input', texts.remote.noUser({ host }), {
    node,
    remedy: texts.remote.noUserRemedy,
  });
}

/**
 * An accepted key never goes into a file that a lab file names: one line of a known_hosts can be a line of something
 * else, such as somebody's authorized_keys.
 */
function hostFiles(
  given: string | undefined,
  configured: readonly string[] | undefined,
  { env, ownFiles }: { env: NodeJS.ProcessEnv; ownFiles: boolean },
): Pick<Route, 'knownHosts' | 'acceptInto' | 'claimedHosts'> {
  const ours = appKnownHosts(env);
  if (given && ownFiles) return { knownHosts: [given, ours], acceptInto: ours };
  const own = configured ?? [join(homeOf(env), '.ssh', 'known_hosts')];
  const usual = own[0] !== '/dev/null' ? own[0] : undefined;
  return {
    knownHosts: [...own, '/etc/ssh/ssh_known_hosts', ours],
    acceptInto: given ? ours : (usual ?? ours),
    ...(given && { claimedHosts: given }),
  };
}

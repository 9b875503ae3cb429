import { createHash } from 'node:crypto';
import { wordsOf } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { LabFileFacts } from '../../shared/wire/question.ts';
import { appKnownHosts } from '../gates/places.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import { findRoute } from '../remote/config/find-route.ts';
import { pathOf, type Route } from '../remote/config/route.ts';
import { openSshConfig } from '../remote/config/ssh-config.ts';

/** Variables with this beginning are meant for this app; of others a lab file has nothing to know. */
export const ownPrefix = 'OVERLAY_LAB_';

type Env = NodeJS.ProcessEnv;

/** What of a lab file decides where the app connects to and what it sends, reads and writes; whatever else is in it may change. */
export function digestOf({ lab, baseDir }: LoadedLab, env: Env): string {
  const nodes = lab.nodes.map(({ name, address, ssh }) => {
    const file = (one: string | undefined) => (one === undefined ? null : pathOf(one, baseDir, env));
    const { host, port = null, user = null, passwordEnv = null } = ssh;
    return [name, address, host, port, user, passwordEnv, file(ssh.identityFile), file(ssh.knownHosts)];
  });
  return createHash('sha256')
    .update(JSON.stringify([lab.name, nodes]))
    .digest('hex');
}

/** The same for a person to read, with what ~/.ssh/config adds. Nothing is connected to. */
export async function factsOf(
  loaded: LoadedLab,
  { env, signal, changed }: { env: Env; signal?: AbortSignal | undefined; changed: boolean },
): Promise<LabFileFacts> {
  const { lab, file, baseDir } = loaded;
  const config = await openSshConfig(env, signal);
  const routes = await Promise.all(
    lab.nodes.map(async ({ name, ssh }) => {
      const found = await findRoute(ssh, { name, baseDir, env, config, signal }).catch((error: Error) => error);
      const given = { node: name, host: ssh.host, port: ssh.port ?? 22, user: ssh.user ?? '', via: [] };
      if (found instanceof Error) return { connects: { ...given, note: wordsOf(found) } };
      const { host, port, user, jumps, notes } = found;
      const note = notes && texts.remote.remedies({ all: notes });
      const connects = { node: name, host, port, user, via: jumps.map(hostOf), ...(note && { note }) };
      return { route: found, connects };
    }),
  );
  const named = (key: 'identityFile' | 'knownHosts') =>
    lab.nodes.flatMap(({ ssh }) => (ssh[key] === undefined ? [] : [pathOf(ssh[key], baseDir, env)]));
  const taken = routes.flatMap(({ route }) => (route ? [route, ...route.jumps].map((one) => one.acceptInto) : []));
  return {
    file,
    name: lab.name,
    changed,
    connects: sent(routes.map(({ connects }) => connects)) as LabFileFacts['connects'],
    sends: variablesOf(loaded),
    identityFiles: unique(named('identityFile')),
    knownHosts: unique(named('knownHosts')),
    writes: unique(taken.length > 0 ? taken : [appKnownHosts(env)]),
  };
}

function variablesOf({ lab }: LoadedLab): LabFileFacts['sends'] {
  const names = unique(lab.nodes.flatMap(({ ssh }) => ssh.passwordEnv ?? []));
  return names.map((variable) => ({
    variable,
    to: unique(lab.nodes.filter(({ ssh }) => ssh.passwordEnv === variable).map(({ ssh }) => ssh.host)),
    ours: variable.startsWith(ownPrefix),
  }));
}

const hostOf = ({ user, host, port }: Route): string => `${user}@${host}:${port}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

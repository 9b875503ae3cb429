import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { viewOf } from '../../shared/run/fold.ts';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import { localUser } from '../gates/local-user.ts';
import { dataDir, stateDir } from '../gates/places.ts';
import { loadLab } from '../lab/load-lab.ts';
import type { Names } from '../log/scrub.ts';
import { homeOf } from '../remote/config/route.ts';
import { keptRunsOf } from '../runs/history.ts';
import { readRun } from '../runs/read-run.ts';
import { agreedFiles } from '../trust/agreed-labs.ts';
import { factsOf } from '../trust/lab-file-facts.ts';
import { sshHosts } from './ssh-hosts.ts';

type Env = NodeJS.ProcessEnv;

/**
 * What this app knows of whose machines these are: labs of the list and of earlier, where they lead, what ~/.ssh/config
 * names, and the folders and files of all that.
 */
export async function knownNames(cards: readonly LabCard[], env: Env): Promise<Names> {
  const files = [...cards.map(({ file }) => file), ...(await agreedFiles(env))];
  const [labs, runs, configured] = await Promise.all([
    Promise.all([...new Set(files)].map((file) => namesOfLab(file, env))),
    namesOfRuns(stateDir(env)),
    sshHosts(env).catch(() => []),
  ]);
  const me = localUser();
  const mentioned = [...files, ...labs.flatMap((lab) => lab.files)];
  return {
    hosts: [
      os.hostname(),
      ...cards.map(({ name }) => name),
      ...labs.flatMap(({ hosts }) => hosts),
      ...runs,
      ...configured.flatMap(({ host, hostName }) => [host, ...(hostName ? [hostName] : [])]),
    ],
    users: [
      ...(me === undefined ? [] : [me]),
      ...labs.flatMap(({ users }) => users),
      ...configured.flatMap(({ user }) => user ?? []),
    ],
    home: homeOf(env),
    folders: foldersOf([...mentioned, path.join(dataDir(env), '-'), path.join(stateDir(env), '-')], env),
    files: mentioned.map((file) => path.basename(file)).filter((name) => !usual.test(name)),
  };
}

/** Names of files that everybody has. */
const usual = /^(id_(rsa|dsa|ecdsa|ed25519)|known_hosts|ssh_known_hosts|config)$/;

async function namesOfLab(file: string, env: Env): Promise<{ hosts: string[]; users: string[]; files: string[] }> {
  const loaded = await loadLab(file).catch(() => undefined);
  if (!loaded) return { hosts: [], users: [], files: [] };
  const { lab } = loaded;
  const facts = await factsOf(loaded, { env, changed: false }).catch(() => undefined);
  const via = (facts?.connects ?? []).flatMap((one) => one.via).map((hop) => /^(.*)@(.*):\d+$/.exec(hop) ?? []);
  const connects = facts?.connects ?? [];
  return {
    hosts: [
      lab.name,
      ...lab.nodes.flatMap(({ name, ssh }) => [name, ssh.host]),
      ...connects.map(({ host }) => host),
      ...via.flatMap(([, , host]) => host ?? []),
    ],
    users: [
      ...lab.nodes.flatMap(({ ssh }) => ssh.user ?? []),
      ...connects.map(({ user }) => user),
      ...via.flatMap(([, user]) => user ?? []),
    ],
    files: facts ? [...facts.identityFiles, ...facts.knownHosts, ...facts.writes] : [],
  };
}

/** Labs that ran here, also those that are gone from the list, with the nodes that their newest run had. */
async function namesOfRuns(state: string): Promise<string[]> {
  const entries = await readdir(state, { withFileTypes: true }).catch(() => []);
  const labs = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const nodes = labs.map(async (lab) => {
    const [newest] = keptRunsOf(lab, state);
    const events = newest === undefined ? [] : await readRun(newest).catch(() => []);
    return [lab, ...(viewOf(events)?.nodes ?? []).map(({ name }) => name)];
  });
  return (await Promise.all(nodes)).flat();
}

/** Folders of these files, but for those that say nothing. */
function foldersOf(files: readonly string[], env: Env): string[] {
  const home = homeOf(env);
  const ours = [dataDir(env), stateDir(env)].filter((dir) => isIn(dir, home));
  const everybodys = [home, path.join(home, '.ssh'), '/', '/etc/ssh', '/tmp'];
  const folders = files.map((file) => path.dirname(file)).filter((dir) => path.isAbsolute(dir));
  return folders.filter((dir) => !everybodys.includes(dir) && !ours.some((own) => isIn(dir, own)));
}

const isIn = (dir: string, parent: string): boolean => dir === parent || dir.startsWith(`${parent}${path.sep}`);

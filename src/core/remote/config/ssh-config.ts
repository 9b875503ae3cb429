import { hostname } from 'node:os';
import { LabError } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { localUser } from '../../gates/local-user.ts';
import { anyMatches } from './patterns.ts';
import { type HostConfig, homeOf } from './route.ts';
import { type ConfigLine, readConfig } from './ssh-config-files.ts';
import { matchLine } from './ssh-config-match.ts';

export interface ConfigQuestion {
  host: string;
  user?: string;
  port?: number;
}

/** What the files say of a host; read once, asked often. */
export type SshConfig = (question: ConfigQuestion) => HostConfig;

/**
 * ~/.ssh/config and /etc/ssh/ssh_config, read as OpenSSH reads them. ssh itself is not asked (`ssh -G`): to answer, it
 * would run the commands of `Match exec`. Here a condition with exec never holds, and the route says so.
 */
export async function openSshConfig(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<SshConfig> {
  return sshConfigOf(await readConfig(env, signal), env);
}

/** The same of files that were read already. */
export function sshConfigOf(files: readonly ConfigLine[][], env: NodeJS.ProcessEnv): SshConfig {
  return (question) => {
    if (!isHost(question.host)) throw new LabError('bad-input', texts.remote.notHost({ host: question.host }));
    return checked(settingsFor(files, question), question.host, env);
  };
}

/** As in a lab file: what could be an option, a pattern or a list is no host. */
const isHost = (text: string): boolean => /^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/.test(text);

/** Keywords that are asked for; the first value counts, but for those of which there may be several. */
const single = new Set([
  'hostname',
  'user',
  'port',
  'hostkeyalias',
  'proxyjump',
  'proxycommand',
  'identitiesonly',
  'identityagent',
]);

interface Settings {
  one: Map<string, string>;
  identityFiles: string[];
  knownHosts?: string[];
  /** By file and line. */
  notes: Map<string, Words>;
}

export function settingsFor(files: readonly ConfigLine[][], { host, user, port }: ConfigQuestion): Settings {
  const settings: Settings = { one: new Map(), identityFiles: [], notes: new Map() };
  if (user) settings.one.set('user', user);
  if (port) settings.one.set('port', String(port));
  const pass: Pass = { host, originalHost: host, settings, final: false, wantsFinal: false };
  for (const file of files) readLines(file, pass, { active: true, never: false });
  const name = (settings.one.get('hostname') ?? host).replaceAll(/%([%h])/g, (_, token) =>
    token === 'h' ? host : '%',
  );
  settings.one.set('hostname', name.toLowerCase());
  // The second reading is about the host that the first one led to.
  const again: Pass = { ...pass, host: name.toLowerCase(), final: true };
  if (pass.wantsFinal) for (const file of files) readLines(file, again, { active: true, never: false });
  return settings;
}

interface Pass {
  host: string;
  originalHost: string;
  settings: Settings;
  final: boolean;
  wantsFinal: boolean;
}

/** `never`: these lines were included by a block that does not hold, so none of them does. */
function readLines(lines: readonly ConfigLine[], pass: Pass, start: { active: boolean; never: boolean }): void {
  let { active } = start;
  for (const line of lines) {
    if (line.keyword === 'host') active = !start.never && anyMatches(line.words, pass.host);
    else if (line.keyword === 'match') active = holds(line, pass) && !start.never;
    else if (line.keyword === 'include')
      for (const file of line.included) readLines(file, pass, { active, never: start.never || !active });
    else if (active) take(line, pass.settings);
  }
}

function holds({ rest, file, line }: ConfigLine, pass: Pass): boolean {
  const { one, notes } = pass.settings;
  const me = localUser() ?? '';
  const named = one.get('hostname')?.replaceAll(/%([%h])/g, (_, token) => (token === 'h' ? pass.host : '%'));
  const matched = matchLine(rest, {
    host: named ?? pass.host,
    originalHost: pass.originalHost,
    user: one.get('user') ?? me,
    localUser: me,
    final: pass.final,
  });
  pass.wantsFinal ||= matched.wantsFinal;
  if (matched.unread) notes.set(`${file} ${line}`, texts.remote.matchExec({ file, line, condition: matched.unread }));
  return matched.holds;
}

function take({ keyword, words, rest }: ConfigLine, settings: Settings): void {
  const [first] = words;
  if (first === undefined) return;
  const { one, identityFiles } = settings;
  if (keyword === 'identityfile') {
    if (!identityFiles.includes(first)) identityFiles.push(first);
  } else if (keyword === 'userknownhostsfile') settings.knownHosts ??= words;
  else if (keyword === 'proxyjump' || keyword === 'proxycommand') {
    // Whichever comes first counts, also where it says none.
    if (!one.has('proxyjump') && !one.has('proxycommand')) one.set(keyword, keyword === 'proxyjump' ? first : rest);
  } else if (keyword === 'port') {
    if (!one.has('port') && /^\d{1,5}$/.test(first)) one.set('port', first);
  } else if (single.has(keyword) && !one.has(keyword)) one.set(keyword, first);
}

function checked(
  { one, identityFiles, knownHosts, notes }: Settings,
  host: string,
  env: NodeJS.ProcessEnv,
): HostConfig {
  const said = (key: string) => (one.get(key)?.toLowerCase() === 'none' ? undefined : one.get(key));
  if (said('proxycommand'))
    throw new LabError('refused', texts.remote.proxyCommand({ host }), {
      remedy: texts.remote.proxyCommandRemedy,
    });
  const port = Number(one.get('port'));
  const hostName = one.get('hostname') ?? host;
  if (!isHost(hostName))
    throw new LabError('bad-input', texts.remote.badHostName({ host, name: hostName }), {
      remedy: texts.remote.badHostNameRemedy,
    });
  const expand = (text: string) => expanded(text, { one, host, hostName, env });
  const agent = one.get('identityagent');
  const picked: HostConfig = {
    hostName,
    ...(one.get('user') && { user: one.get('user') ?? '' }),
    ...(port > 0 && port < 65536 && { port }),
    ...(identityFiles.length > 0 && { identityFiles: identityFiles.filter((file) => file !== 'none').map(expand) }),
    ...(knownHosts && { knownHosts: knownHosts.filter((file) => file !== 'none').map(expand) }),
    ...(one.get('hostkeyalias') && { hostKeyAlias: one.get('hostkeyalias') ?? '' }),
    ...(said('proxyjump') && { proxyJump: said('proxyjump') ?? '' }),
    ...(one.get('identitiesonly')?.toLowerCase() === 'yes' && { identitiesOnly: true }),
    ...(agent && { identityAgent: agent === 'none' ? 'none' : expand(agent) }),
    ...(notes.size > 0 && { notes: [...notes.values()] }),
  };
  return picked;
}

interface Tokens {
  one: ReadonlyMap<string, string>;
  host: string;
  hostName: string;
  env: NodeJS.ProcessEnv;
}

/** Tokens and variables in names of files; one that is not known stays as it stands. */
function expanded(text: string, { one, host, hostName, env }: Tokens): string {
  const me = localUser();
  const values: Partial<Record<string, string>> = {
    '%': '%',
    d: homeOf(env),
    h: hostName,
    i: process.getuid ? String(process.getuid()) : undefined,
    k: one.get('hostkeyalias') ?? host,
    L: hostname().split('.')[0] ?? '',
    l: hostname(),
    n: host,
    p: one.get('port') ?? '22',
    r: one.get('user') ?? me,
    u: me,
  };
  return text
    .replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (whole, name: string) => env[name] ?? whole)
    .replaceAll(/%(.)/g, (whole, token: string) => values[token] ?? whole);
}

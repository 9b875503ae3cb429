import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import { LabError, toLabError } from '../../shared/errors.ts';
import { answerOrNone } from './answer.ts';
import { agentKeys, type Identity, keyFile } from './identities.ts';
import type { Prompts } from './prompts.ts';
import type { Route } from './route.ts';

export interface AuthOptions {
  prompts: Prompts;
  env: NodeJS.ProcessEnv;
  agentSocket?: string;
}

/** sshd ends the connection after 6 failures (MaxAuthTries); keys must leave room for the password. */
const mostKeys = 4;
const mostPasswords = 2;

export interface Authenticator {
  /** For ssh2's `authHandler`. */
  next(
    left: AuthenticationType[] | null,
    partial: boolean | null,
    callback: (method: AnyAuthMethod | false) => void,
  ): void;
  /** The password that went to the node last; after a success it is the right one. Sudo mostly wants the same. */
  password(): string | undefined;
  /** Whether the node has let us try at all. */
  begun(): boolean;
  /** Says more of what was tried last. */
  note(text: string): void;
  failure(): LabError;
}

export function authenticator(route: Route, options: AuthOptions): Authenticator {
  const tried: string[] = [];
  const secrets: { password?: string } = {};
  let begun = false;
  let broken: LabError | undefined;
  let left: readonly string[] = [];
  const attempts = allAttempts(route, options, { tried, secrets, left: () => left });
  const next: Authenticator['next'] = (allowed, _partial, callback) => {
    begun = true;
    left = allowed ?? [];
    attempts.next().then(
      ({ value }) => callback(value ?? false),
      (error: unknown) => {
        broken = toLabError(error);
        callback(false);
      },
    );
  };
  const note = (text: string) => tried.push(`${tried.pop()} (${text})`);
  return {
    next,
    note,
    begun: () => begun,
    password: () => secrets.password,
    failure: () => broken ?? refusal(route, tried, left),
  };
}

interface Notes {
  tried: string[];
  secrets: { password?: string };
  left(): readonly string[];
}

async function* allAttempts(
  route: Route,
  options: AuthOptions,
  notes: Notes,
): AsyncGenerator<AnyAuthMethod, undefined> {
  // Asking with 'none' tells what the node takes at all, so that nobody types a password for nothing.
  yield { type: 'none', username: route.user };
  for await (const identity of identities(route, options, notes.tried)) {
    if (!notes.left().includes('publickey')) break;
    notes.tried.push(identity.label);
    yield { type: 'agent', username: route.user, agent: identity.agent };
  }
  for await (const password of passwords(route, options, notes.tried)) {
    notes.secrets.password = password;
    if (notes.left().includes('password')) yield { type: 'password', username: route.user, password };
    else if (notes.left().includes('keyboard-interactive')) yield keyboard(route.user, password);
    else break;
  }
  delete notes.secrets.password;
}

/**
 * The agent first, but a named key before its others: an agent with many keys would use up sshd's patience.
 * A named key that the agent holds is signed for by the agent, so its passphrase is not asked.
 */
async function* identities(
  route: Route,
  { prompts, agentSocket }: AuthOptions,
  tried: string[],
): AsyncGenerator<Identity> {
  const held = await agentKeys(agentSocket);
  const named: Identity[] = [];
  for (const file of route.identityFiles) {
    const key = await keyFile(file, route.node, prompts);
    if (key instanceof Error) tried.push(`key ${file} (${key.message})`);
    else if (key) named.push(held.find(({ publicKey }) => publicKey.equals(key.publicKey)) ?? key);
  }
  const order = route.identityNamed ? [...named, ...held] : [...held, ...named];
  yield* [...new Set(order)].slice(0, mostKeys);
}

async function* passwords(route: Route, options: AuthOptions, tried: string[]): AsyncGenerator<string> {
  const given = route.passwordEnv ? options.env[route.passwordEnv] : undefined;
  if (given !== undefined) {
    tried.push(`password from ${route.passwordEnv}`);
    yield given;
    return;
  }
  for (let attempt = 0; attempt < mostPasswords; attempt++) {
    const question = { node: route.node, user: route.user, host: route.host, refused: attempt > 0 };
    const typed = await answerOrNone(() => options.prompts.password(question), attempt > 0);
    if (typed === undefined) return;
    tried.push('password');
    yield typed;
  }
}

/** Answers one hidden question only: whatever else a node asks is not for this password. */
function keyboard(username: string, password: string): AnyAuthMethod {
  let asked = 0;
  return {
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _language, prompts, finish) => {
      const hidden = prompts.length === 1 && prompts[0]?.echo === false && asked++ === 0;
      finish(hidden ? [password] : []);
    },
  };
}

function refusal(route: Route, tried: readonly string[], left: readonly string[]): LabError {
  const list = tried.length > 0 ? tried.join(', ') : 'nothing: there is no key, no agent and no password';
  const takes = left.length > 0 ? ` It takes ${left.join(', ')}.` : '';
  return new LabError('auth-failed', `${route.node} refused ${route.user}@${route.host}. Tried: ${list}.${takes}`, {
    node: route.node,
    remedy: tried.includes('password')
      ? 'Try again with the right password, or name another user or a key in the lab file.'
      : 'Name the right user and identityFile in the lab file, load the key into ssh-agent, or give a password (passwordEnv names an environment variable).',
  });
}

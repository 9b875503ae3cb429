import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import { LabError, toLabError, wordsOf } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Route } from '../config/route.ts';
import { answerOrNone } from './answer.ts';
import { type AuthOptions, socketOf } from './auth-options.ts';
import { agentKeys, type Identity, keyFile } from './identities.ts';
import type { KeyAtHand } from './key-at-hand.ts';

/** sshd ends the connection with the 6th failure (MaxAuthTries): where it takes a password, one try is kept for it. */
const mostKeys = 5;
const mostPasswords = 2;

export interface Authenticator {
  /** The node did not take what was tried last; `partial`: it did, and wants something more. */
  refused(left: readonly string[], partial: boolean): void;
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
  note(words: Words): void;
  failure(): LabError;
}

/** `first` is sent before the node has said anything of what it takes: see sign-at-once.ts. */
export function authenticator(route: Route, options: AuthOptions, first?: KeyAtHand): Authenticator {
  const tried: Tried[] = [];
  const secrets: { password?: string } = {};
  let begun = false;
  let broken: LabError | undefined;
  const notes: Notes = { tried, secrets, left: [], partial: false, untried: [] };
  const attempts = allAttempts(route, options, notes, first);
  const note = (words: Words) => void tried.at(-1)?.notes.push(words);
  const refused: Authenticator['refused'] = (methods, partial) => {
    notes.left = methods;
    notes.partial = partial;
    if (partial) note(texts.remote.accepted);
  };
  const next: Authenticator['next'] = (_allowed, _partial, callback) => {
    if (!begun && first) {
      begun = true;
      tried.push(triedKey(first.label));
      // Without a pause: the answer to it may be here already.
      return callback({ type: 'publickey', username: route.user, key: first.key });
    }
    begun = true;
    attempts.next().then(
      ({ value }) => callback(value ?? false),
      (error: unknown) => {
        broken = toLabError(error);
        callback(false);
      },
    );
  };
  return {
    next,
    refused,
    note,
    begun: () => begun,
    password: () => secrets.password,
    failure: () => broken ?? refusal(route, notes),
  };
}

/** What was tried, or why it could not be. */
interface Tried {
  what: Words;
  as: 'key' | 'password' | 'given' | 'agent';
  notes: Words[];
}

const triedKey = (what: Words, ...notes: Words[]): Tried => ({ what, as: 'key', notes });
const triedPassword = (what: Words): Tried => ({ what, as: 'password', notes: [] });

interface Notes {
  tried: Tried[];
  secrets: { password?: string };
  /** What the node takes now. */
  left: readonly string[];
  /** It took what was tried last, and wants something more. */
  partial: boolean;
  /** Keys that were not offered. */
  untried: Words[];
}

async function* allAttempts(
  route: Route,
  options: AuthOptions,
  notes: Notes,
  first: KeyAtHand | undefined,
): AsyncGenerator<AnyAuthMethod, undefined> {
  const takes = (...methods: string[]) => methods.some((one) => notes.left.includes(one));
  // Asking with 'none' tells what the node takes at all, so that nobody types a password for nothing.
  if (!first || !takes('publickey', 'password', 'keyboard-interactive')) yield { type: 'none', username: route.user };
  // Where the node takes no key yet, it has not looked at the first one.
  const known = takes('publickey') || notes.partial ? first : undefined;
  const keys = identities(route, options, notes, known);
  const typed = passwords(route, options, notes);
  for (let offered = known ? 1 : 0; ; ) {
    // Asking for the key may take a passphrase, so it is not done for nothing.
    const room = offered < mostKeys || !takes('password', 'keyboard-interactive');
    const key = takes('publickey') && room ? (await keys.next()).value : undefined;
    if (key) {
      offered += 1;
      notes.tried.push(triedKey(key.label));
      yield { type: 'agent', username: route.user, agent: key.agent };
      continue;
    }
    const password = takes('password', 'keyboard-interactive') ? (await typed.next()).value : undefined;
    if (password === undefined) break;
    notes.secrets.password = password;
    if (takes('password')) yield { type: 'password', username: route.user, password };
    else yield keyboard(route.user, password);
  }
  delete notes.secrets.password;
}

/**
 * The agent first, but a named key before its others: an agent with many keys would use up sshd's patience.
 * A named key that the agent holds is signed for by the agent, so its passphrase is not asked.
 */
async function* identities(
  route: Route,
  { prompts, env, agentSocket }: AuthOptions,
  notes: Notes,
  known: KeyAtHand | undefined,
): AsyncGenerator<Identity, undefined> {
  const held = await agentKeys(socketOf(route.identityAgent, agentSocket, env), route.node).catch((error: Error) => {
    notes.tried.push({ what: texts.remote.agent, as: 'agent', notes: [wordsOf(error)] });
    return [];
  });
  const named: Identity[] = [];
  for (const file of route.identityFiles) {
    const key = await keyFile(file, route.node, prompts);
    if (key instanceof Error) notes.tried.push(triedKey(texts.remote.key({ file }), wordsOf(key)));
    else if (key && !known?.key.getPublicSSH().equals(key.publicKey)) {
      const same = held.find(({ publicKey }) => publicKey.equals(key.publicKey));
      if (same ?? key.agent) named.push(same ?? (key as Identity));
      else notes.tried.push(triedKey(texts.remote.key({ file }), texts.remote.noPrivateHalf));
    }
  }
  const others = route.identitiesOnly ? [] : held;
  const order = [...new Set(route.identityNamed ? [...named, ...others] : [...others, ...named])];
  for (const [index, key] of order.entries()) {
    notes.untried = order.slice(index + 1).map(({ label }) => label);
    yield key;
  }
  return undefined;
}

async function* passwords(route: Route, options: AuthOptions, notes: Notes): AsyncGenerator<string, undefined> {
  const { tried } = notes;
  const given = route.passwordEnv ? options.env[route.passwordEnv] : undefined;
  if (given !== undefined) {
    tried.push({ ...triedPassword(texts.remote.passwordFrom({ variable: route.passwordEnv ?? '' })), as: 'given' });
    yield given;
    return undefined;
  }
  for (let attempt = 0; attempt < mostPasswords; attempt++) {
    const question = { node: route.node, user: route.user, host: route.host, refused: attempt > 0 && !notes.partial };
    const typed = await answerOrNone(() => options.prompts.password(question), attempt > 0);
    if (typed === undefined) return undefined;
    tried.push(triedPassword(texts.remote.password));
    yield typed;
  }
  return undefined;
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

function refusal(route: Route, { tried, left, untried }: Notes): LabError {
  const { node, user, host } = route;
  const keys = tried.filter((one) => one.as === 'key').length;
  const isMore = keys > 0 && untried.length > 0;
  const offered = { offered: keys, all: keys + untried.length, left: untried };
  const said = texts.remote.refused({
    ...{ node, user, host },
    tried: tried.map(({ what, notes }) => (notes.length > 0 ? texts.remote.triedAnd({ what, notes }) : what)),
    takes: left,
    offered: isMore ? [texts.remote.notAllOffered(offered)] : [],
  });
  const remedy = texts.remote.remedies({ all: [remedyFor(tried, isMore), ...(route.notes ?? [])] });
  return new LabError('auth-failed', said, { node, remedy });
}

function remedyFor(tried: readonly Tried[], more: boolean): Words {
  if (more) return texts.remote.nameTheKeyRemedy;
  // One that was taken, and was not enough, is right.
  const isTyped = tried.some(({ as, notes }) => as === 'password' && notes.length === 0);
  return isTyped ? texts.remote.passwordRemedy : texts.remote.credentialsRemedy;
}

import { type LabError, toLabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import { nothing, operation } from '../machine/operation.ts';
import type { Node } from '../machine/port.ts';
import { noPrompts, type Prompts } from '../remote/auth/prompts.ts';
import { type Connect, connectNode, type Target } from '../remote/connect.ts';
import type { LinkState } from '../remote/link/handshake.ts';
import { HeldAnswers } from './held-answers.ts';
import { race } from './race.ts';

/** What a connection is for: programs, files and Docker, or terminals alone. */
type Use = 'work' | 'terminals';

export interface LendOptions {
  signal?: AbortSignal;
  /**
   * Who answers questions while this connection is made; `signal` says that nobody waits for it any more. Without them
   * nobody is asked, and it is made only where it needs no answer but what is held.
   */
  prompts?: ((signal: AbortSignal) => Prompts) | undefined;
  /** `work` unless told. */
  use?: Use;
  /** Told how far the connection is, where it is still being made. */
  onState?: ((state: LinkState) => void) | undefined;
}

interface Session {
  readonly place: Place;
  /** Terminals, runs and tests that use it, or wait for it. */
  users: number;
  readonly node: Promise<Node>;
  readonly abort: AbortController;
  linger?: NodeJS.Timeout;
  /** Nobody uses it: it may die without a word, e.g. while the computer sleeps. */
  idle: boolean;
  /** Still being made; perhaps a person is being asked. */
  connecting: boolean;
  /** Made without asking anybody. */
  readonly quiet: boolean;
  readonly progress: Progress;
}

/** How far a connection is, and who wants to know. */
interface Progress {
  state: LinkState;
  readonly watchers: Set<(state: LinkState) => void>;
}

/** A node, by the way to it: it has a connection for each use at most, and they are made one after another. */
interface Place {
  readonly key: string;
  readonly sessions: Map<Use, Session>;
  readonly answers: HeldAnswers;
  /** Nothing is open or being made; what is held goes a while later. */
  forgetting?: NodeJS.Timeout;
}

/** How long a connection stays open after its last user: a person goes from a run to a terminal and back. */
const lingerMs = 60_000;
const probeMs = 2000;
const closeMs = 8000;

type Closing = Parameters<Node['close']>[0];

/** Codes that an answer may fix. */
const wantsAnswer: ReadonlySet<string> = new Set(['auth-failed', 'sudo-failed', 'host-key-unknown']);

/**
 * Verified connections to nodes, made when first needed: one that everything on a node shares, and, while terminals are
 * open, one that these share. sshd bounds the sessions on a connection (MaxSessions), and terminals keep theirs for hours:
 * they would take them from runs. Both answer to the same host key, and a password is asked for once. What is lent out is
 * given back by its own `close`; the connection itself is closed a little after its last user, and made again after a drop.
 */
export class NodeSessions {
  readonly #places = new Map<string, Place>();
  readonly #connect: Connect;
  readonly #lingerMs: number;

  constructor(options: { connect?: Connect; lingerMs?: number } = {}) {
    this.#connect = options.connect ?? connectNode;
    this.#lingerMs = options.lingerMs ?? lingerMs;
  }

  async lend(target: Target, { signal, prompts, use = 'work', onState }: LendOptions = {}): Promise<Node> {
    signal?.throwIfAborted();
    const session = await this.#alive(target, use, { prompts, ...(signal && { signal }) });
    session.users++;
    clearTimeout(session.linger);
    session.idle = false;
    if (onState) {
      onState(session.progress.state);
      session.progress.watchers.add(onState);
    }
    try {
      return lent(await race(session.node, signal), () => this.#release(use, session));
    } catch (error) {
      this.#release(use, session);
      throw error;
    } finally {
      if (onState) session.progress.watchers.delete(onState);
    }
  }

  /** Closes the connections of a lab, e.g. before its practice nodes go. */
  async closeLab(baseDir: string): Promise<void> {
    const start = `${JSON.stringify([baseDir]).slice(0, -1)},`;
    await this.#closeAll([...this.#places.values()].filter(({ key }) => key.startsWith(start)));
  }

  async closeAll(how?: Closing): Promise<void> {
    await this.#closeAll([...this.#places.values()], how);
  }

  async #closeAll(places: readonly Place[], how?: Closing): Promise<void> {
    for (const { key } of places) this.#places.delete(key);
    const closing = places.flatMap(({ sessions }) => [...sessions].map((one) => this.#close(...one, how)));
    await Promise.all(closing);
  }

  #placeOf(target: Target): Place {
    const key = JSON.stringify([target.baseDir, target.name, target.address, target.ssh]);
    const place = this.#places.get(key) ?? { key, sessions: new Map(), answers: new HeldAnswers() };
    this.#places.set(key, place);
    return place;
  }

  async #alive(target: Target, use: Use, how: Pick<LendOptions, 'prompts' | 'signal'>): Promise<Session> {
    for (;;) {
      const { sessions } = this.#placeOf(target);
      const known = sessions.get(use);
      const making = [...sessions.values()].find(({ connecting }) => connecting);
      // Two at a time would ask about the same host key and the same password twice.
      if (making && (making !== known || (making.quiet && how.prompts))) {
        const error = await race(failureOf(making.node), how.signal);
        if (error && !isOnlyTheirs(error, making, how)) throw error;
        continue;
      }
      if (!known) return this.#open(target, use, how.prompts);
      if (!known.idle || (await answers(known))) {
        if (this.#placeOf(target).sessions.get(use) === known) return known;
        continue;
      }
      // Someone else may have replaced it while it was asked.
      if (sessions.get(use) === known) void this.#close(use, known);
    }
  }

  #open(target: Target, use: Use, prompts: LendOptions['prompts']): Session {
    const place = this.#placeOf(target);
    clearTimeout(place.forgetting);
    const abort = new AbortController();
    const { signal } = abort;
    const answered = place.answers.answering(prompts?.(signal) ?? noPrompts);
    const ahead = use === 'terminals' && { openAhead: 0 };
    const progress: Progress = { state: 'connecting', watchers: new Set() };
    const onState = (state: LinkState) => {
      progress.state = state;
      for (const watcher of progress.watchers) watcher(state);
    };
    const node = this.#connect(target, { prompts: answered.prompts, signal, onState, ...ahead });
    const flags = { users: 0, idle: false, connecting: true, quiet: !prompts };
    const session: Session = { ...flags, place, node, abort, progress };
    place.sessions.set(use, session);
    const forget = () => this.#forget(use, session);
    node.then((open) => {
      session.connecting = false;
      answered.taken();
      void open.lost.then(forget);
    }, forget);
    return session;
  }

  #forget(use: Use, session: Session): void {
    const { place } = session;
    clearTimeout(session.linger);
    if (place.sessions.get(use) === session) place.sessions.delete(use);
    if (place.sessions.size > 0 || this.#places.get(place.key) !== place) return;
    clearTimeout(place.forgetting);
    // Who comes back soon after a drop is not asked again.
    place.forgetting = setTimeout(() => this.#places.delete(place.key), this.#lingerMs);
    place.forgetting.unref();
  }

  #release(use: Use, session: Session): void {
    if (--session.users > 0) return;
    session.idle = true;
    if (session.place.sessions.get(use) !== session) return;
    // Nobody waits for it any more, so nobody should be asked for its sake.
    if (session.connecting) return void this.#close(use, session);
    session.linger = setTimeout(() => void this.#close(use, session), this.#lingerMs);
    session.linger.unref();
  }

  /** Never fails, and never waits for long: a connection that does not close is left to its own end. */
  async #close(use: Use, session: Session, how: Closing = {}): Promise<void> {
    this.#forget(use, session);
    session.abort.abort();
    const closed = session.node.then((node) => node.close(how));
    await within({ what: texts.runs.toClose, ms: closeMs }, () => closed).catch(() => undefined);
  }
}

const failureOf = (node: Promise<Node>): Promise<LabError | undefined> => node.then(() => undefined, toLabError);

/** Why it failed says nothing of the next attempt: nobody waited for it any more, or nobody was asked. */
const isOnlyTheirs = ({ code }: LabError, { quiet }: Session, { prompts }: Pick<LendOptions, 'prompts'>): boolean =>
  code === 'cancelled' || (quiet && prompts !== undefined && wantsAnswer.has(code));

/** The smallest of all programs. */
export const probe = operation({
  name: 'node.probe',
  program: () => ({ argv: ['true'], timeout: probeMs }),
  read: nothing,
});

/** In time or not at all: a node that hangs does not end its programs either. */
async function answers({ node }: Session): Promise<boolean> {
  try {
    const ask = async () => (await node).run(probe, {});
    await within({ what: texts.runs.unused, ms: probeMs }, ask);
    return true;
  } catch {
    return false;
  }
}

/** The same node, whose `close` gives it back. */
function lent(node: Node, release: () => void): Node {
  let open = true;
  const close = async () => {
    if (open) release();
    open = false;
  };
  return { ...node, close };
}

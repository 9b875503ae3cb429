import { texts } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import { nothing, operation } from '../machine/operation.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { type Connect, connectNode, type Target } from '../remote/connect.ts';
import { race } from './race.ts';

export interface LendOptions {
  signal?: AbortSignal;
  /** Who answers questions while this connection is made; `signal` says that nobody waits for it any more. */
  prompts: (signal: AbortSignal) => Prompts;
}

interface Session {
  /** Terminals, runs and tests that use it, or wait for it. */
  users: number;
  readonly node: Promise<Node>;
  readonly abort: AbortController;
  linger?: NodeJS.Timeout;
  /** Nobody uses it: it may die without a word, e.g. while the computer sleeps. */
  idle: boolean;
  /** Still being made; perhaps a person is being asked. */
  connecting: boolean;
}

/** How long a connection stays open after its last user: a person goes from a run to a terminal and back. */
const lingerMs = 60_000;
const probeMs = 3000;
const closeMs = 8000;

type Closing = Parameters<Node['close']>[0];

/**
 * One verified connection a node, shared by all terminals and runs, made when first needed. What is lent out is given
 * back by its own `close`; the connection itself is closed a little after its last user, and made again after a drop.
 */
export class NodeSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #connect: Connect;
  readonly #lingerMs: number;

  constructor(options: { connect?: Connect; lingerMs?: number } = {}) {
    this.#connect = options.connect ?? connectNode;
    this.#lingerMs = options.lingerMs ?? lingerMs;
  }

  async lend(target: Target, { signal, prompts }: LendOptions): Promise<Node> {
    signal?.throwIfAborted();
    const key = JSON.stringify([target.baseDir, target.name, target.address, target.ssh]);
    const session = await this.#alive(key, target, prompts);
    session.users++;
    clearTimeout(session.linger);
    session.idle = false;
    try {
      return lent(await race(session.node, signal), () => this.#release(key, session));
    } catch (error) {
      this.#release(key, session);
      throw error;
    }
  }

  /** Closes the connections of a lab, e.g. before its practice nodes go. */
  async closeLab(baseDir: string): Promise<void> {
    await Promise.all(this.#of(baseDir).map(([key, session]) => this.#close(key, session)));
  }

  async closeAll(how?: Closing): Promise<void> {
    await Promise.all([...this.#sessions].map(([key, session]) => this.#close(key, session, how)));
  }

  #of(baseDir: string): [string, Session][] {
    const start = `${JSON.stringify([baseDir]).slice(0, -1)},`;
    return [...this.#sessions].filter(([key]) => key.startsWith(start));
  }

  async #alive(key: string, target: Target, prompts: LendOptions['prompts']): Promise<Session> {
    const known = this.#sessions.get(key);
    if (!known) return this.#open(key, target, prompts);
    if (!known.idle || (await answers(known))) return this.#sessions.get(key) ?? this.#open(key, target, prompts);
    // Someone else may have replaced it while it was asked.
    if (this.#sessions.get(key) === known) void this.#close(key, known);
    return this.#sessions.get(key) ?? this.#open(key, target, prompts);
  }

  #open(key: string, target: Target, prompts: LendOptions['prompts']): Session {
    const abort = new AbortController();
    const { signal } = abort;
    const node = this.#connect(target, { prompts: prompts(signal), signal });
    const session: Session = { users: 0, node, abort, idle: false, connecting: true };
    this.#sessions.set(key, session);
    const forget = () => this.#forget(key, session);
    node.then((open) => {
      session.connecting = false;
      void open.lost.then(forget);
    }, forget);
    return session;
  }

  #forget(key: string, session: Session): void {
    clearTimeout(session.linger);
    if (this.#sessions.get(key) === session) this.#sessions.delete(key);
  }

  #release(key: string, session: Session): void {
    if (--session.users > 0) return;
    session.idle = true;
    if (this.#sessions.get(key) !== session) return;
    // Nobody waits for it any more, so nobody should be asked for its sake.
    if (session.connecting) return void this.#close(key, session);
    session.linger = setTimeout(() => void this.#close(key, session), this.#lingerMs);
    session.linger.unref();
  }

  /** Never fails, and never waits for long: a connection that does not close is left to its own end. */
  async #close(key: string, session: Session, how: Closing = {}): Promise<void> {
    this.#forget(key, session);
    session.abort.abort();
    const closed = session.node.then((node) => node.close(how));
    await within({ what: texts.runs.toClose, ms: closeMs }, () => closed).catch(() => undefined);
  }
}

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

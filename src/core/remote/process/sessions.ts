import { setTimeout as wait } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { texts } from '../../../shared/texts/text.ts';
import { within } from '../../gates/wait.ts';
import type { Unhurried } from '../link/unhurried.ts';
import { isRefusal, tooFewSessions } from './too-few-sessions.ts';

export interface OpenSession {
  signal?: AbortSignal;
  /** For a conversation or a terminal: it may stay open for as long as the others want to work. */
  keeps?: boolean;
}

type Start = (signal?: AbortSignal) => Promise<ClientChannel>;

interface Place {
  go: () => void;
  give: (reason: Error) => void;
}

/** A place in the queue that does not come is an error: what holds the places hangs. */
const queuePatience = 120_000;

/**
 * sshd allows 10 sessions on a connection (MaxSessions) unless told otherwise. One is the guard's, one is kept for
 * whatever else, eight are for programs; the rest wait here. Where sshd allows fewer, its refusals tell us, and the
 * limit goes down to what it bears. Where all that it bears are kept open, waiting has no point.
 *
 * Some are opened ahead, so that a program does not wait for one on a node that is far away; nothing runs in them. Who needs
 * the place for something else has one of them closed.
 */
export class Sessions {
  #active = 0;
  #kept = 0;
  #limit: number;
  readonly #usual: number;
  /** So many were open at one time. */
  #most = 0;
  /** sshd itself has refused one. */
  #isTight = false;
  /** It still did so after a while, with no others open than those that stay open. */
  #isCertain = false;
  readonly #waiting: Place[] = [];
  readonly #node: string;
  readonly #start: Start;
  readonly #unhurried: Unhurried;
  /** Open, and nothing runs in them; how many there should be, and who is still opening one. */
  readonly #ready = new Set<ClientChannel>();
  #ahead = 0;
  readonly #opening = new Set<Promise<void>>();
  /** Who takes the next of those that are being opened. */
  readonly #taking: ((channel: ClientChannel | undefined) => void)[] = [];

  /** `start` opens a session in which nothing runs yet; that another one may be opened ahead is `unhurried`. */
  constructor(node: string, start: Start, limit = 8, unhurried: Unhurried = (say) => say()) {
    this.#node = node;
    this.#start = start;
    this.#unhurried = unhurried;
    this.#limit = limit;
    this.#usual = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  /** From now on so many are opened ahead. */
  openAhead(count: number): void {
    this.#ahead = count;
    this.#fill();
  }

  /** A session in which nothing runs yet: one that was opened ahead, or is being so, or a new one. */
  async session(how: OpenSession = {}): Promise<ClientChannel> {
    how.signal?.throwIfAborted();
    const [ready] = this.#ready;
    if (ready) this.#ready.delete(ready);
    const ahead = ready ?? (await this.#comingOne(how.signal));
    if (ahead) this.#keep(ahead, how);
    const channel = ahead ?? (await this.open(() => this.#start(how.signal), how));
    this.#fill();
    return channel;
  }

  /** The next of those that are being opened, where nobody else takes it; undefined where none is, or it could not be opened. */
  #comingOne(signal?: AbortSignal): Promise<ClientChannel | undefined> | undefined {
    if (this.#opening.size <= this.#taking.length) return undefined;
    return new Promise((resolve, reject) => {
      const take = (channel: ClientChannel | undefined) => {
        signal?.removeEventListener('abort', give);
        resolve(channel);
      };
      const give = () => {
        this.#taking.splice(this.#taking.indexOf(take), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', give, { once: true });
      this.#taking.push(take);
    });
  }

  /** Opens a session channel of any kind when there is room; it counts until it is closed. */
  async open(start: Start, how: OpenSession = {}): Promise<ClientChannel> {
    for (let attempt = 0; ; attempt++) {
      await this.#enter(how.signal);
      try {
        const channel = await start();
        this.#opened(channel);
        this.#keep(channel, how);
        return channel;
      } catch (error) {
        // Then no end of another one makes room; but one that has just closed may still be counted there for a moment.
        const isLast = this.#active - 1 <= this.#kept;
        const mayPass = isLast && attempt < 6;
        const refused = mayPass ? isRefusal(error) : this.#noteRefusal(error);
        if (refused && isLast && !mayPass) this.#isCertain = true;
        this.#leave();
        this.#refuseHopeless();
        if (!refused || (isLast && !mayPass)) throw refused ? tooFewSessions(this.#node, error) : error;
        if (isLast) await wait(5 * 3 ** attempt, undefined, how.signal && { signal: how.signal });
      }
    }
  }

  /** Opens so many at once by `use`, if that was never seen to go well; throws `refused` where sshd does not bear it. */
  async bear(count: number, use: () => Promise<unknown>): Promise<void> {
    await Promise.all(this.#opening);
    const tryThem = () => Promise.all(Array.from({ length: count }, use));
    if (this.#most < count) await tryThem();
    if (!this.#isTight || this.#limit >= count) return;
    // What had just ended may still have counted there when one was refused. It is tried once more before it is said.
    [this.#isTight, this.#isCertain, this.#limit] = [false, false, this.#usual];
    await tryThem();
    if (this.#isTight && this.#limit < count) throw tooFewSessions(this.#node);
  }

  #opened(channel: ClientChannel): void {
    this.#most = Math.max(this.#most, this.#active);
    channel.once('close', () => {
      const wasReady = this.#ready.delete(channel);
      this.#leave();
      // One that sshd closes by itself is not opened again until somebody wants one.
      if (!wasReady) this.#unhurried(() => this.#fill());
    });
  }

  #keep(channel: ClientChannel, { keeps }: OpenSession): void {
    if (!keeps) return;
    this.#kept++;
    channel.once('close', () => void this.#kept--);
    this.#refuseHopeless();
  }

  /** True where sshd allows no more at a time: then there are never more than the others that are open just now. */
  #noteRefusal(error: unknown, least = 1): boolean {
    const others = this.#active - 1;
    const refused = isRefusal(error);
    this.#isTight ||= refused;
    if (refused && others > 0) this.#limit = Math.max(least, Math.min(this.#limit, others));
    return refused;
  }

  #fill(): void {
    while (this.#hasRoom() && this.#ready.size + this.#opening.size < this.#ahead) {
      this.#active++;
      const opening: Promise<void> = this.#openOne().finally(() => this.#opening.delete(opening));
      this.#opening.add(opening);
    }
  }

  async #openOne(): Promise<void> {
    try {
      const channel = await this.#start();
      this.#ready.add(channel);
      this.#opened(channel);
      const take = this.#taking.shift();
      if (take) this.#ready.delete(channel);
      take?.(channel);
      if (this.#waiting.length > 0) this.#giveUpOne();
    } catch (error) {
      // That there is no hope is found out by who needs one.
      this.#noteRefusal(error, this.#kept + 1);
      this.#leave();
      this.#taking.shift()?.(undefined);
    }
  }

  #hasRoom(): boolean {
    return this.#active < this.#limit && this.#waiting.length === 0;
  }

  #giveUpOne(): void {
    const [ready] = this.#ready;
    if (!ready) return;
    this.#ready.delete(ready);
    ready.close();
  }

  async #enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#leaveRoom();
    if (this.#active < this.#limit) {
      this.#active++;
      return;
    }
    if (this.#isHopeless()) throw tooFewSessions(this.#node);
    const turn = Promise.withResolvers<void>();
    const place: Place = { go: turn.resolve, give: turn.reject };
    this.#waiting.push(place);
    this.#giveUpOne();
    const what = texts.process.freeSession({ node: this.#node });
    try {
      await within({ what, ms: queuePatience, signal, node: this.#node }, () => turn.promise);
    } catch (error) {
      const at = this.#waiting.indexOf(place);
      if (at >= 0) this.#waiting.splice(at, 1);
      // Its turn came in the same moment: it is the next one's.
      else if (signal?.aborted) this.#leave();
      throw signal?.aborted ? signal.reason : error;
    }
  }

  #leave(): void {
    this.#active--;
    this.#letIn();
  }

  #letIn(): void {
    while (this.#active < this.#limit && this.#waiting.length > 0) {
      this.#active++;
      this.#waiting.shift()?.go();
    }
  }

  /** All sessions that sshd allows are taken by what stays open. */
  #isHopeless(): boolean {
    return this.#isTight && this.#kept >= this.#limit;
  }

  #refuseHopeless(): void {
    this.#leaveRoom();
    if (this.#isHopeless()) for (const { give } of this.#waiting.splice(0)) give(tooFewSessions(this.#node));
    this.#letIn();
  }

  /** What was refused may have been for a moment: until that is certain one more than those that stay is tried. */
  #leaveRoom(): void {
    if (!this.#isCertain) this.#limit = Math.max(this.#limit, Math.min(this.#kept + 1, this.#usual));
  }
}

import { randomInt } from 'node:crypto';
import type { Joined } from '../../shared/wire/seat-view.ts';
import { writePrivate } from '../gates/private-file.ts';
import { digestOf, findByDigest, newSecret } from '../gates/secrets.ts';
import { cleanName, nameKey } from './guest-name.ts';
import { continued, type Kept, type KeptSeat, type SeatingOptions } from './kept-seating.ts';

/** Whose window it is; `key` is the same for all windows of one person. */
export type Session = { who: 'student'; seat: string; key: string } | { who: 'instructor'; key: string };

/** A session that was begun, or why it was not. */
export type Entry = { session: string; who: Session['who'] } | 'wrong' | 'full' | 'no-name';

const linkMs = 600_000;
/** Instructors, each with a browser or two. */
const mostInstructors = 20;
const mostLinks = 100;

/** Without letters and digits that are taken for one another. */
// cspell:disable-next-line
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 8;

/** Who sits where in a class that is served: the code at the door, links, sessions, names and hands. */
export class Seating {
  readonly #options: SeatingOptions;
  readonly #kept: Kept;
  readonly #now: () => number;
  /** For instructors; these die with the server. */
  #links: { digest: Buffer; until: number }[] = [];
  readonly #windows = new Map<string, number>();
  readonly #changed = new Set<() => void>();
  readonly #ended = new Set<(key: string) => void>();
  #writing: Promise<unknown> = Promise.resolve();
  /** For whoever joins at the door: as it is read on the wall. Another one after each start. */
  readonly code: string;

  private constructor(options: SeatingOptions, kept: Kept, now: () => number) {
    this.#options = options;
    this.#kept = kept;
    this.#now = now;
    const symbols = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
    this.code = `${symbols.slice(0, codeLength / 2)}-${symbols.slice(codeLength / 2)}`;
  }

  static async open(options: SeatingOptions): Promise<Seating> {
    const seating = new Seating(options, await continued(options), options.now ?? Date.now);
    await seating.#save();
    return seating;
  }

  get until(): string {
    return this.#kept.until;
  }

  get isOver(): boolean {
    return this.#now() >= Date.parse(this.#kept.until);
  }

  listen(changed: () => void): void {
    this.#changed.add(changed);
  }

  /** Told the key of each session that is worth nothing any more. */
  onEnd(ended: (key: string) => void): void {
    this.#ended.add(ended);
  }

  joined(seat: string): Joined | undefined {
    const { name, session, hand } = this.#seat(seat);
    if (session === undefined || name === undefined) return undefined;
    return { name, here: (this.#windows.get(seat) ?? 0) > 0, ...(hand !== undefined && { hand }) };
  }

  /** A window of the seat was opened, or closed. */
  windows(seat: string, by: 1 | -1): void {
    this.#windows.set(seat, Math.max(0, (this.#windows.get(seat) ?? 0) + by));
    this.#tell();
  }

  isCode(given: string): boolean {
    const plain = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
    return !this.isOver && findByDigest([{ digest: digestOf(plain(this.code)) }], plain(given)) !== undefined;
  }

  /** A seat for whoever knows the code: the one that is meant for them, or else a free one. Links keep their seats. */
  joinByCode(code: string, name: string): Entry {
    if (!this.isCode(code)) return 'wrong';
    const called = cleanName(name);
    if (called === undefined) return 'no-name';
    const free = this.#options.seats.filter((one) => {
      const { session, link } = this.#seat(one.name);
      return session === undefined && link === undefined;
    });
    const meant = free.find((one) => [one.name, one.student ?? ''].some((text) => nameKey(text) === nameKey(called)));
    const chosen = meant ?? free.find(({ student }) => student === undefined) ?? free[0];
    return chosen ? this.#begin(chosen.name, called) : 'full';
  }

  /** Whose link it is, without using it. */
  ofLink(link: string): { who: 'student'; seat: string } | { who: 'instructor' } | undefined {
    if (this.isOver) return undefined;
    const links = this.#options.seats.flatMap(({ name }) => {
      const kept = this.#seat(name).link;
      return kept === undefined ? [] : [{ seat: name, digest: Buffer.from(kept, 'hex') }];
    });
    const seat = findByDigest(links, link)?.seat;
    if (seat !== undefined) return { who: 'student', seat };
    const mine = findByDigest(this.#links, link);
    return mine && mine.until > this.#now() ? { who: 'instructor' } : undefined;
  }

  /** A link is good once. Whoever sat there has to leave. */
  joinByLink(link: string, name: string): Entry {
    const of = this.ofLink(link);
    if (!of) return 'wrong';
    if (of.who === 'instructor') {
      this.#links = this.#links.filter((one) => one !== findByDigest(this.#links, link));
      return this.#instructor();
    }
    const called = cleanName(name);
    return called === undefined ? 'no-name' : this.#begin(of.seat, called);
  }

  session(value: string): Session | undefined {
    if (this.isOver) return undefined;
    const students = Object.entries(this.#kept.seats).flatMap(([seat, { session }]) =>
      session === undefined ? [] : [{ who: 'student' as const, seat, key: session }],
    );
    const instructors = this.#kept.instructors.map((key) => ({ who: 'instructor' as const, key }));
    const all = [...students, ...instructors].map((session) => ({ session, digest: Buffer.from(session.key, 'hex') }));
    return findByDigest(all, value)?.session;
  }

  newLink(seat: string): string {
    const link = newSecret();
    this.#put(seat, { ...this.#seat(seat), link: digestOf(link).toString('hex') });
    return link;
  }

  newInstructorLink(): string {
    const link = newSecret();
    const kept = this.#links.filter(({ until }) => until > this.#now()).slice(1 - mostLinks);
    this.#links = [...kept, { digest: digestOf(link), until: this.#now() + linkMs }];
    return link;
  }

  raiseHand(seat: string, up: boolean): void {
    const { hand, ...rest } = this.#seat(seat);
    if (rest.session === undefined || (hand !== undefined) === up) return;
    this.#put(seat, { ...rest, ...(up && { hand: new Date(this.#now()).toISOString() }) });
  }

  empty(seat: string): void {
    const { session } = this.#seat(seat);
    this.#put(seat, {});
    if (session !== undefined) this.#end(session);
  }

  /** When all that was told to keep is kept. */
  async kept(): Promise<void> {
    await this.#writing;
  }

  #begin(seat: string, name: string): Entry {
    const before = this.#seat(seat).session;
    const session = newSecret();
    this.#put(seat, { name, session: digestOf(session).toString('hex') });
    if (before !== undefined) this.#end(before);
    return { session, who: 'student' };
  }

  #instructor(): Entry {
    const session = newSecret();
    const all = [...this.#kept.instructors, digestOf(session).toString('hex')];
    this.#kept.instructors = all.slice(-mostInstructors);
    void this.#save();
    for (const key of all.slice(0, -mostInstructors)) this.#end(key);
    return { session, who: 'instructor' };
  }

  #seat(name: string): KeptSeat {
    return (Object.hasOwn(this.#kept.seats, name) && this.#kept.seats[name]) || {};
  }

  #put(name: string, seat: KeptSeat): void {
    if (!this.#options.seats.some((one) => one.name === name)) return;
    this.#kept.seats = { ...this.#kept.seats, [name]: seat };
    void this.#save();
    this.#tell();
  }

  #end(key: string): void {
    for (const ended of this.#ended) ended(key);
  }

  #tell(): void {
    for (const changed of this.#changed) changed();
  }

  /** One after another, each as all is then: the last one stays. */
  #save(): Promise<unknown> {
    const { file, problem = () => {} } = this.#options;
    this.#writing = this.#writing.then(() => writePrivate(file, `${JSON.stringify(this.#kept)}\n`).catch(problem));
    return this.#writing;
  }
}

import type { Lab } from '../../shared/lab/lab.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import type { TerminalFollower } from '../terminal/terminal.ts';
import { trackOf } from '../tracks/tracks.ts';
import type { Where } from '../transcript/read-measuring.ts';
import { type Hears, Transcript } from '../transcript/transcript.ts';
import { Live } from './live.ts';

/** What was typed in each lab's terminals; a terminal belongs to one lab from when it is opened, whatever it prints. */
export class Transcripts {
  readonly #state: string;
  readonly #log: (line: string) => void;
  readonly #known = new Map<string, { transcript: Transcript; live: Live<undefined> }>();

  constructor(state: string, log: (line: string) => void) {
    this.#state = state;
    this.#log = log;
  }

  /** Who hears of what is typed is told below. */
  follow(lab: Lab, where: Where, hears: Hears): TerminalFollower {
    const lines = trackOf(lab).steps.flatMap(({ id, commands }) => commands(lab).map((one) => ({ step: id, ...one })));
    return this.#of(lab.name).transcript.follow({ lab, lines }, where, hears);
  }

  /** All that is kept, and again after each change. */
  async *entries(lab: string, signal?: AbortSignal, ready?: () => Promise<void>): AsyncGenerator<TypedEntry[], void> {
    const { transcript, live } = this.#of(lab);
    await transcript.settled;
    for await (const _ of live.changes(signal, ready)) yield transcript.entries;
  }

  /** What is kept of one lab now. */
  async kept(lab: string): Promise<{ entries: TypedEntry[]; others: number }> {
    const { transcript } = this.#of(lab);
    await transcript.settled;
    return { entries: transcript.entries, others: transcript.others };
  }

  #of(lab: string) {
    const known = this.#known.get(lab);
    if (known) return known;
    const live = new Live(undefined);
    const transcript = new Transcript({
      state: this.#state,
      lab,
      onChange: () => live.touch(),
      failed: (why) => this.#log(`What was typed in ${lab} is not kept: ${why.message}`),
    });
    const fresh = { transcript, live };
    this.#known.set(lab, fresh);
    return fresh;
  }
}

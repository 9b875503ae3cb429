import { type StoreFacts, type StoreNews, storeChanges } from '../../../shared/store/store.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import type { AskNode } from '../../picture/store/read-store.ts';
import { readStore } from '../../picture/store/read-store.ts';
import { Live } from '../live.ts';
import type { Pace } from './pace.ts';

const mostChanges = 60;
/** Whom the pace wakes. */
export const storeReader = '(store)';

/** What the store of one lab keeps, and what came and went in it, while a window shows it. */
export class LabStore {
  readonly #lab: TrustedLab;
  readonly #askNode: (signal: AbortSignal) => AskNode;
  readonly #pace: Pace;
  readonly #isSecret: () => boolean;
  readonly #live = new Live<StoreNews>({ changes: [] });
  /** The last time that somebody told. */
  #last: StoreFacts | undefined;
  #next = 1;
  #users = 0;
  #over: AbortController | undefined;

  constructor(lab: TrustedLab, pace: Pace, askNode: (signal: AbortSignal) => AskNode, isSecret = () => false) {
    this.#lab = lab;
    this.#askNode = askNode;
    this.#pace = pace;
    this.#isSecret = isSecret;
  }

  async *news(signal?: AbortSignal, ready?: () => Promise<void>): AsyncGenerator<StoreNews, void> {
    this.#users += 1;
    if (!this.#over) {
      this.#over = new AbortController();
      void this.#keepReading(this.#over.signal);
    }
    try {
      yield* this.#live.changes(signal, ready);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.close();
    }
  }

  close(): void {
    this.#over?.abort();
    this.#over = undefined;
  }

  async #keepReading(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const woken = this.#pace.begin(storeReader);
      const facts = await readStore(this.#lab.lab, this.#askNode(signal), signal).catch(() => undefined);
      if (signal.aborted) return;
      if (facts) this.#take(facts);
      await this.#pace.pause(woken, signal);
    }
  }

  #take(facts: StoreFacts, at = new Date()): void {
    // A drill of which nothing may be told: it stays as it was before.
    if (this.#isSecret()) return;
    const { facts: before, changes } = this.#live.value;
    if (before && JSON.stringify(before) === JSON.stringify(facts)) return;
    const found = this.#last ? storeChanges(this.#last, facts) : [];
    if (facts.from !== undefined) this.#last = facts;
    const told = found.map((one, index) => ({ ...one, id: this.#next + index, at: at.toISOString() }));
    this.#next += told.length;
    this.#live.set({ facts, changes: [...told.toReversed(), ...changes].slice(0, mostChanges) });
  }
}

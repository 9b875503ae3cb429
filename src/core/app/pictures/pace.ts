import { waitFor } from '../../gates/wait-for.ts';

/** What nothing announces, such as what a bridge learned, is found by a look now and then: it takes a node 0.1 s. */
const idleMs = 15_000;
/** While traffic flows somewhere, and from the first look, which counts for none of it, to the second. */
const flowingMs = 2_000;
/** For so long after a command was sent, or a change was announced, it is looked at often. */
const livelyMs = 4_000;
const oftenMs = 900;
/** Changes come in several at a time. */
const settleMs = 250;
/** So long after a line was sent an engine is not asked: one that is being stopped would be started by the question. */
const quietMs = 450;

/** When a lab is looked at again: often while something happens in it, seldom otherwise, never just after a line was sent. */
export class Pace {
  readonly #wake = new Map<string, () => void>();
  #livelyUntil = 0;
  #quietUntil = 0;

  /** Something happened: who looks at one of these looks at once. */
  heard(...who: readonly string[]): void {
    this.#livelyUntil = Date.now() + livelyMs;
    for (const one of who) this.#wake.get(one)?.();
  }

  /** A line is about to be sent in a terminal of the lab. */
  sending(): void {
    this.#quietUntil = Date.now() + quietMs;
  }

  /** Of what happens from here on `pause` ends early, so that nothing is missed between a look and the wait for the next. */
  begin(who: string): Promise<void> {
    return new Promise((resolve) => this.#wake.set(who, resolve));
  }

  /** Until it is time to look again; never rejects. */
  async pause(woken: Promise<void>, signal: AbortSignal, isSoon = false): Promise<void> {
    const seldomMs = isSoon ? flowingMs : idleMs;
    await waitFor(Date.now() < this.#livelyUntil ? oftenMs : seldomMs, { signal, woken });
    await waitFor(Math.max(settleMs, this.#quietUntil - Date.now()), { signal });
  }
}

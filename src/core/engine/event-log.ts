import type { LabEvent, MadeEvent } from '../../shared/run/events.ts';
import { sent } from '../../shared/texts/wire.ts';

/** The events of one run: numbered, kept, and told to whoever listens. */
export class EventLog {
  readonly #events: LabEvent[] = [];
  readonly #listeners = new Set<(event: LabEvent) => void>();
  readonly lab: string;
  readonly run: string;
  readonly #now: () => Date;

  constructor(lab: string, run: string, now: () => Date = () => new Date()) {
    this.lab = lab;
    this.run = run;
    this.#now = now;
  }

  /** Nothing is told after the result: what a run that was left still does is nobody's news. */
  emit(body: MadeEvent): void {
    if (this.#events.at(-1)?.type === 'result') return;
    const head = { lab: this.lab, run: this.run, seq: this.#events.length + 1, at: this.#now().toISOString() };
    const event = { ...head, ...(sent(body) as object) } as LabEvent;
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** All events from `from` (1 is the first) on, those still to come too. Returns the end of listening. */
  listen(listener: (event: LabEvent) => void, from = 1): () => void {
    const tell = (event: LabEvent) => {
      if (event.seq >= from) listener(event);
    };
    for (const event of [...this.#events]) tell(event);
    this.#listeners.add(tell);
    return () => void this.#listeners.delete(tell);
  }

  get events(): readonly LabEvent[] {
    return this.#events;
  }
}

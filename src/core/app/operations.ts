import { randomUUID } from 'node:crypto';
import { LabError, toLabError } from '../../shared/errors.ts';
import { english, texts, type Words } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { Operation } from '../../shared/wire/operation.ts';
import { reportError } from '../engine/report-error.ts';
import { Live } from './live.ts';

export interface Progress {
  percent: number;
  message: string;
}

interface Work {
  title: Words;
  /** Card of the lab it is about: no second one on the same lab continues beside it. */
  lab?: string;
  do(how: { signal: AbortSignal; onProgress: (progress: Progress) => void }): Promise<unknown>;
}

/** How many that have ended stay to be read. */
const kept = 20;
/** Each is a program with work of its own. */
const mostRunning = 8;

/** Work that takes a while and is no run, with its progress and its end. */
export class Operations {
  readonly #aborts = new Map<string, AbortController>();
  readonly list = new Live<Operation[]>([]);

  get running(): boolean {
    return this.#aborts.size > 0;
  }

  /** The title of what is running with a lab now. */
  on(lab: string): string | undefined {
    return this.list.value.find((one) => one.lab === lab && one.state === 'running')?.title;
  }

  start({ title, lab, do: action }: Work): string {
    const going = this.list.value.filter((one) => one.state === 'running');
    const other = lab === undefined ? going.find((one) => one.title === english(title))?.title : this.on(lab);
    if (going.length >= mostRunning)
      throw new LabError('refused', texts.app.tooManyOperations({ title, most: mostRunning }), {
        remedy: texts.app.tooManyOperationsRemedy,
      });
    if (other)
      throw new LabError('refused', texts.app.operationRunning({ other }), {
        remedy: texts.app.operationRunningRemedy,
      });
    const id = randomUUID();
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    const begun = sent({ id, title, lab, percent: 0, message: '', state: 'running' }) as Operation;
    this.list.set([begun, ...this.#shortened()]);
    const onProgress = ({ percent, message }: Progress) =>
      this.#update(id, { percent: Math.min(100, Math.max(0, percent)), message });
    void action({ signal: abort.signal, onProgress })
      .then(
        (): Partial<Operation> => ({ state: 'done', percent: 100 }),
        (thrown: unknown): Partial<Operation> => {
          const error = reportError(thrown);
          if (toLabError(thrown).code !== 'cancelled') return { state: 'failed', error };
          // What it left, and what to do about that, is told.
          return { state: 'cancelled', ...(error.remedy !== undefined && { error }) };
        },
      )
      .then((end) => {
        this.#aborts.delete(id);
        this.#update(id, end);
      });
    return id;
  }

  cancel(id: string): void {
    const abort = this.#aborts.get(id);
    if (!abort) throw new LabError('not-found', texts.app.operationEnded);
    abort.abort();
  }

  cancelAll(): void {
    for (const abort of this.#aborts.values()) abort.abort();
  }

  #shortened(): Operation[] {
    const ended = this.list.value.filter(({ state }) => state !== 'running').slice(0, kept - 1);
    return this.list.value.filter((one) => one.state === 'running' || ended.includes(one));
  }

  #update(id: string, change: Partial<Operation>): void {
    this.list.set(this.list.value.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }
}

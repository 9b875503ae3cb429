import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import type { LabFileFacts } from '../../shared/wire/question.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { digestOf } from '../trust/lab-file-facts.ts';
import { trustLab } from '../trust/trust-lab.ts';
import type { Questions } from './questions.ts';

/** Whether a person asked for it, or a window only looks: a question that was declined does not come back by itself. */
export type Why = 'asked' | 'looks';

/** A question that is open, and how many wait for it. */
interface Shared {
  answer: Promise<TrustedLab>;
  waiting: number;
  /** Nobody waits any more. */
  over: AbortController;
}

/** The question about a lab file, for windows: asked once for all that wait for it, until the last of them has left. */
export class Consents {
  readonly #questions: Questions;
  readonly #env: NodeJS.ProcessEnv;
  readonly #open = new Map<string, Shared>();
  readonly #declined = new Set<string>();

  constructor(questions: Questions, env: NodeJS.ProcessEnv) {
    this.#questions = questions;
    this.#env = env;
  }

  async trusted(id: string, loaded: LoadedLab, why: Why, signal?: AbortSignal): Promise<TrustedLab> {
    const key = JSON.stringify([loaded.file, digestOf(loaded, this.#env)]);
    const going = this.#open.get(key);
    if (!going && why === 'looks' && this.#declined.has(key)) throw declined(loaded);
    const shared = going ?? this.#begin(id, key, loaded);
    shared.waiting += 1;
    try {
      return { ...(await untilLeft(shared.answer, loaded, signal)), ...loaded };
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#end(key, shared);
    }
  }

  #begin(id: string, key: string, loaded: LoadedLab): Shared {
    const over = new AbortController();
    const { signal } = over;
    const ask = (facts: LabFileFacts) => this.#ask(id, key, facts, signal);
    const shared = { answer: trustLab(loaded, { env: this.#env, signal, ask }), waiting: 0, over };
    this.#open.set(key, shared);
    return shared;
  }

  #end(key: string, shared: Shared): void {
    shared.over.abort();
    if (this.#open.get(key) === shared) this.#open.delete(key);
  }

  async #ask(id: string, key: string, facts: LabFileFacts, signal: AbortSignal): Promise<boolean> {
    const agreed = await this.#questions.askLabFile(id, facts, signal);
    if (agreed) this.#declined.delete(key);
    else this.#declined.add(key);
    return agreed;
  }
}

/** The answer, for one that may leave before it comes. */
function untilLeft<T>(answer: Promise<T>, { file }: LoadedLab, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const leave = () => reject(new LabError('cancelled', texts.app.nobodyWaitsForAgreement({ file }), { file }));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

const declined = ({ file }: LoadedLab) =>
  new LabError('refused', texts.app.notAgreed({ file }), {
    file,
    remedy: texts.app.notAgreedRemedy,
  });

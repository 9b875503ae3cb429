import { randomUUID } from 'node:crypto';
import type { Question } from '../../shared/contract.ts';
import { LabError } from '../../shared/errors.ts';
import type { Prompts } from '../remote/prompts.ts';
import { Live } from './live.ts';

type Answer = boolean | string | null;
type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id' | 'lab'> : never) : never;

interface Pending {
  question: Question;
  settle(answer: Answer): void;
}

/** Questions that are open, for every window to show; who answers first answers for all. Answers are never kept. */
export class Questions {
  readonly #pending = new Map<string, Pending>();
  readonly open = new Live<Question[]>([]);

  /** Asks on behalf of a lab's connection; on the signal nobody needs the answer any more and the question goes. */
  prompts(lab: string, signal: AbortSignal): Prompts {
    const secret = async (question: Asked & { node: string }) => {
      const answer = await this.#ask(lab, question, signal);
      if (typeof answer === 'string') return answer;
      throw new LabError('cancelled', `The question about ${question.node} was declined.`, { node: question.node });
    };
    return {
      acceptHostKey: async ({ node, host, port, type, fingerprint }) =>
        (await this.#ask(lab, { kind: 'host-key', node, host, port, type, fingerprint }, signal)) === true,
      password: ({ node, user, host }) => secret({ kind: 'password', node, user, host }),
      passphrase: ({ node, file }) => secret({ kind: 'passphrase', node, file }),
      sudoPassword: ({ node, user }) => secret({ kind: 'sudo', node, user }),
    };
  }

  answer(id: string, answer: Answer): void {
    const pending = this.#pending.get(id);
    if (!pending) throw new LabError('not-found', 'This question is answered already, or not asked any more.');
    const wanted = pending.question.kind === 'host-key' ? 'boolean' : 'string';
    if (answer !== null && typeof answer !== wanted)
      throw new LabError('bad-input', `The answer to this question is a ${wanted}.`);
    pending.settle(answer);
  }

  #ask(lab: string, asked: Asked, signal: AbortSignal): Promise<Answer> {
    const id = randomUUID();
    const question = { id, lab, ...asked } as Question;
    return new Promise((resolve, reject) => {
      const end = () => {
        signal.removeEventListener('abort', withdraw);
        this.#pending.delete(id);
        this.#tell();
      };
      const withdraw = () => {
        end();
        reject(new LabError('cancelled', 'Nobody waits for the answer any more.', { node: asked.node }));
      };
      if (signal.aborted) return withdraw();
      signal.addEventListener('abort', withdraw, { once: true });
      const settle = (answer: Answer) => {
        end();
        resolve(answer);
      };
      this.#pending.set(id, { question, settle });
      this.#tell();
    });
  }

  #tell(): void {
    this.open.set([...this.#pending.values()].map(({ question }) => question));
  }
}

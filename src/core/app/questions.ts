import { randomUUID } from 'node:crypto';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import type { LabFileFacts, Question } from '../../shared/wire/question.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { Live } from './live.ts';
import type { SecretStore } from './secret-store.ts';

type Answer = boolean | string | null;
type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id' | 'lab'> : never) : never;
type AskedSecret = Exclude<Asked, { kind: 'host-key' | 'lab-file' }>;

interface Pending {
  question: Question;
  settle(answer: Answer): void;
}

/**
 * Questions that are open, for every window to show; who answers first answers for all. Answers are handed on and
 * forgotten, but for those that the person wants the system's keychain to keep.
 */
export class Questions {
  readonly #pending = new Map<string, Pending>();
  readonly #secrets: SecretStore | undefined;
  readonly open = new Live<Question[]>([]);

  constructor(secrets?: SecretStore) {
    this.#secrets = secrets;
  }

  /** Asks on behalf of one connection; on the signal nobody needs the answer any more and the question goes. */
  prompts(lab: string, signal: AbortSignal): Prompts {
    const tried = new Set<string>();
    const secret = async (asked: AskedSecret) => {
      const name = secretName({ lab, ...asked });
      const kept = await this.#kept(name, tried);
      if (kept !== undefined) return kept;
      const answer = await this.#ask(lab, asked, signal);
      if (typeof answer === 'string') return answer;
      throw new LabError('cancelled', texts.app.questionDeclined({ node: asked.node }), { node: asked.node });
    };
    return {
      acceptHostKey: async ({ node, host, port, type, fingerprint, claimed }) =>
        (await this.#ask(lab, { kind: 'host-key', node, host, port, type, fingerprint, claimed }, signal)) === true,
      password: ({ node, user, host, refused }) => secret({ kind: 'password', node, user, host, refused }),
      passphrase: ({ node, file }) => secret({ kind: 'passphrase', node, file }),
      sudoPassword: ({ node, user, refused }) => secret({ kind: 'sudo', node, user, refused }),
    };
  }

  /** Whether a lab file may be used that was not agreed to yet. */
  async askLabFile(lab: string, facts: LabFileFacts, signal: AbortSignal): Promise<boolean> {
    return (await this.#ask(lab, { kind: 'lab-file', facts }, signal)) === true;
  }

  async answer(id: string, answer: Answer, remember = false): Promise<void> {
    const { question } = this.#find(id);
    const secret = isSecret(question);
    const wanted = secret ? 'string' : 'boolean';
    if (answer !== null && typeof answer !== wanted)
      throw new LabError('bad-input', texts.app.answerOfAnotherKind({ wanted }));
    if (remember && secret && typeof answer === 'string') await this.#remember(secretName(question), answer);
    this.#find(id).settle(answer);
  }

  /** Of several windows only the first to answer finds it still open. */
  #find(id: string): Pending {
    const pending = this.#pending.get(id);
    if (!pending) throw new LabError('not-found', texts.app.questionGone);
    return pending;
  }

  /** What the keychain holds, once; asked again within one connection, it was wrong and goes. */
  async #kept(name: string, tried: Set<string>): Promise<string | undefined> {
    if (!this.#secrets || !(await this.#secrets.usable())) return undefined;
    if (tried.has(name)) {
      await this.#secrets.delete(name);
      return undefined;
    }
    tried.add(name);
    return this.#secrets.get(name);
  }

  async #remember(name: string, secret: string): Promise<void> {
    if (!this.#secrets || !(await this.#secrets.usable()))
      throw new LabError('refused', texts.app.secretNotSaved, {
        remedy: texts.app.secretNotSavedRemedy,
      });
    await this.#secrets.set(name, secret);
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
        const node = 'node' in asked ? { node: asked.node } : {};
        reject(new LabError('cancelled', texts.app.nobodyWaitsForAnswer, node));
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

const isSecret = (question: Question): question is Extract<Question, { kind: AskedSecret['kind'] }> =>
  question.kind !== 'host-key' && question.kind !== 'lab-file';

/** Kept for one lab's node and user: a lab file from elsewhere does not get the password of another lab. */
function secretName(asked: AskedSecret & { lab: string }): string {
  const whose = asked.kind === 'passphrase' ? asked.file : asked.user;
  const where = asked.kind === 'password' ? asked.host : asked.node;
  return JSON.stringify([asked.kind, asked.lab, asked.node, where, whose]);
}

import type { HostKeyQuestion, Prompts } from '../remote/auth/prompts.ts';

export interface SeenKey extends HostKeyQuestion {
  seat: string;
}

/**
 * Questions of many labs, put to one person: a password that was given once is tried on all nodes that ask for one of the
 * same kind and user, and asked for again only where a node refuses it.
 */
export class ClassPrompts {
  readonly #ask: Prompts;
  readonly #given = new Map<string, Promise<string>>();
  readonly #seen = new Map<string, SeenKey>();
  #accepted: ReadonlySet<string> | undefined;

  constructor(ask: Prompts) {
    this.#ask = ask;
  }

  /** Keys that nobody has seen before, of all that was connected to so far. */
  unknownKeys(): SeenKey[] {
    return [...this.#seen.values()];
  }

  /** From now on these are taken, and no others. */
  acceptSeen(): void {
    this.#accepted = new Set(this.#seen.keys());
  }

  /** `collect`: keys are written down and not accepted, so that all can be shown in one look. */
  of(seat: string, { collect = false }: { collect?: boolean } = {}): Prompts {
    const once = (key: string, refused: boolean | undefined, ask: () => Promise<string>): Promise<string> => {
      const known = this.#given.get(key);
      if (known && !refused) return known;
      const answer = ask();
      // One that was refused is a node's own matter.
      if (!known) {
        this.#given.set(key, answer);
        answer.catch(() => this.#given.delete(key));
      }
      return answer;
    };
    return {
      acceptHostKey: async (question) => {
        const key = JSON.stringify([question.host, question.port, question.type, question.fingerprint]);
        if (collect) this.#seen.set(key, { ...question, seat });
        if (collect) return false;
        return this.#accepted?.has(key) ?? this.#ask.acceptHostKey(question);
      },
      password: (question) => once(`password ${question.user}`, question.refused, () => this.#ask.password(question)),
      passphrase: (question) => once(`passphrase ${question.file}`, false, () => this.#ask.passphrase(question)),
      sudoPassword: (question) =>
        once(`sudo ${question.user}`, question.refused, () => this.#ask.sudoPassword(question)),
    };
  }
}

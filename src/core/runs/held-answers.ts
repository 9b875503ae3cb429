import type { Prompts } from '../remote/auth/prompts.ts';

/** The same prompts, with what is held; `taken` says that the node took what was answered. */
export interface AnsweredPrompts {
  prompts: Prompts;
  taken: () => void;
}

/**
 * Secrets that a person typed for one node and that the node took, so that its other connection, or the next one after a
 * drop, does not ask for them again. In memory alone. One that was taken once and is refused now is forgotten.
 */
export class HeldAnswers {
  readonly #held = new Map<string, string>();

  /** For one connection: what is held is tried once, and then the person is asked. */
  answering(prompts: Prompts): AnsweredPrompts {
    const given = new Map<string, string>();
    const secret = async (key: string, ask: () => Promise<string>): Promise<string> => {
      const held = given.has(key) ? undefined : this.#held.get(key);
      if (held === undefined) this.#held.delete(key);
      const answer = held ?? (await ask());
      given.set(key, answer);
      return answer;
    };
    return {
      prompts: {
        acceptHostKey: (question) => prompts.acceptHostKey(question),
        password: (question) =>
          secret(keyOf('password', question.node, question.host, question.user), () => prompts.password(question)),
        passphrase: (question) =>
          secret(keyOf('passphrase', question.node, question.file), () => prompts.passphrase(question)),
        sudoPassword: (question) =>
          secret(keyOf('sudo', question.node, question.user), () => prompts.sudoPassword(question)),
      },
      taken: () => {
        for (const [key, answer] of given) this.#held.set(key, answer);
      },
    };
  }
}

const keyOf = (...words: string[]): string => JSON.stringify(words);

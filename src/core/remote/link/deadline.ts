import type { Prompts } from '../auth/prompts.ts';

/** A deadline that stands still while a person reads a question: nobody types a passphrase against a clock. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** The same prompts, with the clock stopped while one is open. */
  pausing(prompts: Prompts): Prompts;
  clear(): void;
}

export function deadline(milliseconds: number): Deadline {
  const controller = new AbortController();
  let left = milliseconds;
  let since = performance.now();
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
    since = performance.now();
    timer = setTimeout(() => controller.abort(), left);
  };
  const stop = () => {
    clearTimeout(timer);
    left -= performance.now() - since;
  };
  const paused =
    <Q, A>(ask: (question: Q) => Promise<A>) =>
    async (question: Q) => {
      if (open++ === 0) stop();
      try {
        return await ask(question);
      } finally {
        if (--open === 0) run();
      }
    };
  run();
  return {
    signal: controller.signal,
    pausing: (prompts) => ({
      acceptHostKey: paused((question) => prompts.acceptHostKey(question)),
      passphrase: paused((question) => prompts.passphrase(question)),
      password: paused((question) => prompts.password(question)),
      sudoPassword: paused((question) => prompts.sudoPassword(question)),
    }),
    clear: () => clearTimeout(timer),
  };
}

import { setTimeout as wait } from 'node:timers/promises';

interface Patience {
  /** For so long it is asked again. */
  ms: number;
  /** The first pause; each is longer than the one before. */
  firstMs: number;
  longestMs?: number;
  signal: AbortSignal;
}

const growth = 1.6;

/** For asking something outside of this process again until it is as it should be: how long still, and how often. */
export function askAgain({ ms, firstMs, longestMs = 1000, signal }: Patience) {
  const end = Date.now() + ms;
  let pauseMs = firstMs;
  return {
    isOver: (): boolean => Date.now() > end,
    async pause(): Promise<void> {
      await wait(pauseMs, undefined, { signal });
      pauseMs = Math.min(pauseMs * growth, longestMs);
    },
  };
}

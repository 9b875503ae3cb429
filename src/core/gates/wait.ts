import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';

export interface Wait {
  /** What is waited for, the subject of the error's sentence, e.g. 'Docker on node1'. */
  what: Words;
  /** Milliseconds. */
  ms: number;
  signal?: AbortSignal | undefined;
  node?: string;
  remedy?: Words;
}

/**
 * The one way to wait for something outside of this process: ends after the time, or with the signal, whatever the work
 * does. The work gets a signal that ends with both and should stop by it; where it does not, it is left to itself, and
 * what it still gives is dropped. Throws `time-out`, `cancelled`, or what the work threw.
 */
export async function within<T>(wait: Wait, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, ms } = wait;
  if (signal?.aborted) throw cancelled(wait);
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    const end = (error: LabError) => {
      stop.abort(error);
      reject(error);
    };
    timer = setTimeout(() => end(tooLate(wait)), ms);
    onAbort = () => end(cancelled(wait));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  // Also what throws before it has promised anything ends the wait, with its clock.
  const working = (async () => work(stop.signal))();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, ended]);
  } catch (error) {
    throw stop.signal.aborted ? (stop.signal.reason as LabError) : error;
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}

const place = ({ node, remedy }: Wait) => ({
  ...(node !== undefined && { node }),
  ...(remedy !== undefined && { remedy }),
});

function tooLate(wait: Wait): LabError {
  const seconds = Math.round(wait.ms / 100) / 10;
  return new LabError('time-out', texts.gates.noAnswer({ what: wait.what, seconds }), place(wait));
}

function cancelled(wait: Wait): LabError {
  return new LabError('cancelled', texts.gates.cancelledWaiting({ what: wait.what }), place(wait));
}

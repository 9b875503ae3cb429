import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import type { UploadOptions } from '../machine/port.ts';
import { deadlines } from './deadlines.ts';

/** An upload may be large, so it has no deadline as a whole: it ends where nothing of it arrives for a while. */
export async function stalling(
  what: Words,
  node: string,
  { leave, ...options }: UploadOptions & { leave?: AbortSignal | undefined },
  upload: (options: UploadOptions) => Promise<void>,
): Promise<void> {
  const stalled = new AbortController();
  const signals = [stalled.signal, leave, options.signal].filter((one) => one !== undefined);
  const give = () =>
    stalled.abort(
      new LabError('time-out', texts.bounds.uploadStalled({ what, seconds: deadlines.stall / 1000 }), { node }),
    );
  let timer = setTimeout(give, deadlines.stall);
  const onProgress = (sent: number) => {
    clearTimeout(timer);
    timer = setTimeout(give, deadlines.stall);
    options.onProgress?.(sent);
  };
  try {
    const signal = AbortSignal.any(signals);
    // The longest time that a timer can have: only the signal ends it.
    await within({ what, ms: 2 ** 31 - 1, signal, node }, () => upload({ ...options, signal, onProgress }));
  } catch (error) {
    throw stalled.signal.aborted ? stalled.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

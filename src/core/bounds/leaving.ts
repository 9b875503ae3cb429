import { LabError } from '../../shared/errors.ts';
import type { MadeError, ReportedError } from '../../shared/run/events.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import { afterCancel } from './deadlines.ts';
import type { UnderWay } from './under-way.ts';

/**
 * The end of a run that was cancelled: for a moment it cleans up on the nodes, then nobody waits any more, and every call
 * to a node ends. `over` is for what does not end even so.
 */
export function leaving(cancelled: AbortSignal, underWay: UnderWay) {
  const leave = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  let left: Words[] = [];
  const over = new Promise<ReportedError[]>((resolve) => {
    const giveUp = () => {
      left = underWay.sentences();
      leave.abort(new LabError('cancelled', texts.bounds.cancelled));
    };
    const { cleanUp, close, over: last } = afterCancel;
    const begin = () => {
      timers.push(
        setTimeout(giveUp, cleanUp),
        setTimeout(() => resolve([cancelledWith(left)]), cleanUp + close + last),
      );
    };
    cancelled.addEventListener('abort', begin, { once: true });
  });
  /** The run is over: what a step began and did not wait for has nobody to tell either. */
  const end = () => {
    for (const timer of timers) clearTimeout(timer);
    leave.abort(new LabError('cancelled', texts.bounds.runIsOver));
  };
  return { bounds: { leave: leave.signal, underWay }, left: () => left, over, end };
}

/** What a cancelled run says at its end. */
export function cancelledWith(left: readonly Words[]): ReportedError {
  return sent(cancelledAs(left)) as ReportedError;
}

function cancelledAs(left: readonly Words[]): MadeError {
  if (left.length === 0) return { code: 'cancelled', message: texts.bounds.cancelledAll };
  return {
    code: 'cancelled',
    message: texts.bounds.cancelledSome({ left }),
    remedy: texts.bounds.cancelledSomeRemedy,
  };
}

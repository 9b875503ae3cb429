import { spoken } from '../shared/texts/text.ts';
import type { Io } from './io.ts';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** After this long the process ends, whatever still waits; what is cancelled has a little less (core's `afterCancel`). */
const leaveAfterMs = 1900;

interface How {
  cancel: () => void;
  say: (text: string) => void;
  cancelling?: string;
  /** What is said where the time is up and something still waits. */
  leaving?: string;
}

/**
 * First Ctrl-C: cancel, and two seconds for what still runs on the nodes. Second: end at once. SIGTERM and SIGHUP, from a
 * session that ends, cancel too; sent again they do no more.
 */
export function watchInterrupts(io: Io, how: How) {
  let code: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const begin = (signal: keyof typeof signals) => {
    const ours = signals[signal];
    code = ours;
    timer = setTimeout(() => {
      how.say(how.leaving ?? spoken.cli.exitingAtOnce);
      io.exitNow(ours);
    }, leaveAfterMs);
    how.cancel();
  };
  const interrupt = () => {
    if (code !== undefined) return io.exitNow(signals.SIGINT);
    how.say(how.cancelling ?? spoken.cli.cancelling);
    begin('SIGINT');
  };
  const end = (signal: 'SIGTERM' | 'SIGHUP') => () => {
    if (code === undefined) begin(signal);
  };
  const listeners = { SIGINT: interrupt, SIGTERM: end('SIGTERM'), SIGHUP: end('SIGHUP') };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  for (const name of names) io.signals.on(name, listeners[name]);
  return {
    /** The exit code of the signal that came, if one did. */
    code: () => code,
    /** What Ctrl-C does, for a terminal in raw mode, which sends no signal. */
    interrupt,
    stop: () => {
      clearTimeout(timer);
      for (const name of names) io.signals.off(name, listeners[name]);
    },
  };
}

import type { Io } from './io.ts';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * First Ctrl-C: cancel, and wait for what still runs on the nodes. Second: say that this takes its time. Third: end at
 * once. SIGTERM and SIGHUP, from a session that ends, cancel too and never do more.
 */
export function watchInterrupts(io: Io, how: { cancel: () => void; say: (text: string) => void; cancelling?: string }) {
  let code: number | undefined;
  let presses = 0;
  const interrupt = () => {
    presses += 1;
    if (presses === 1) {
      code ??= signals.SIGINT;
      how.say(how.cancelling ?? 'Cancelling: ending what runs on the nodes…');
      how.cancel();
    } else if (presses === 2) {
      how.say('Still cleaning up. Press Ctrl-C again to leave at once: what was begun may stay.');
    } else io.exitNow(signals.SIGINT);
  };
  const end = (signal: 'SIGTERM' | 'SIGHUP') => () => {
    if (code !== undefined) return;
    code = signals[signal];
    how.cancel();
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
      for (const name of names) io.signals.off(name, listeners[name]);
    },
  };
}

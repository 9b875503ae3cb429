import { Reason } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Link } from '../link/link.ts';
import type { Guard } from './guard.ts';

const beatSeconds = 5;
const silentSeconds = 15;

/**
 * Asks the guard for an answer every 5 s, and gives the connection up when nothing at all has arrived for 15 s: three
 * beats. ssh2's own keepalive waits for its answer alone, which on a slow link stands behind megabytes of other
 * data. It counts ticks, not time: a computer that slept or was busy has not heard anything because it did not listen.
 */
export function heartbeat(link: Link, guard: Guard): void {
  let ticks = 0;
  let silent = 0;
  let received = link.received();
  const timer = setInterval(() => {
    if (++ticks % beatSeconds === 0) guard.beat();
    silent = link.received() === received ? silent + 1 : 0;
    received = link.received();
    if (silent >= silentSeconds) link.fail(new Reason(texts.link.noSign({ seconds: silentSeconds })));
  }, 1000);
  timer.unref();
  void link.lost.then(() => clearInterval(timer));
}

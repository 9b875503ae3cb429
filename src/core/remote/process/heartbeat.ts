import { Reason } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Link } from '../link/link.ts';
import type { Guard } from './guard.ts';

const beatSeconds = 3;
const silentSeconds = 9;
/** The guard takes an app that has said nothing for 30 s for gone. */
const ownBeatSeconds = 12;

/**
 * Asks the guard for an answer every 3 s in which nothing has arrived, and gives the connection up when nothing at all has
 * for 9 s: three beats. Within 10 s whoever waits for the node, in whatever way, is told that it is the node. ssh2's own keepalive waits for its answer alone, which on a slow link stands behind megabytes of other
 * data. It counts ticks, not time: a computer that slept or was busy has not heard anything because it did not listen.
 */
export function heartbeat(link: Link, guard: Guard): void {
  let ticks = 0;
  let silent = 0;
  let received = link.received();
  const timer = setInterval(() => {
    silent = link.received() === received ? silent + 1 : 0;
    received = link.received();
    if (++ticks % ownBeatSeconds === 0 || (silent > 0 && silent % beatSeconds === 0)) guard.beat();
    if (silent >= silentSeconds) link.fail(new Reason(texts.link.noSign({ seconds: silentSeconds })));
  }, 1000);
  timer.unref();
  void link.lost.then(() => clearInterval(timer));
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Program, Remote } from './program.ts';

const patience = 3000;
const unkillable = 30_000;

/**
 * TERM, then KILL after 3 s, to the program and all that it started; returns when none of it is left. A process that
 * sleeps in the kernel cannot be killed by anyone: after 30 s it is left behind, and false says so.
 */
export function killProgram(remote: Remote, program: Program): Promise<boolean> {
  const ending = kill(remote, program);
  remote.ending.add(ending);
  return ending.finally(() => remote.ending.delete(ending));
}

async function kill(remote: Remote, program: Program): Promise<boolean> {
  const mark = `${program.mark}.`;
  const began = performance.now();
  const since = () => performance.now() - began;
  let ended = false;
  void program.closed.then(() => {
    ended = true;
  });
  let asked = false;
  while (!ended && since() < patience) {
    // It may not have begun yet when the first signal comes by; once it was reached, it is left to its own clean-up.
    if (!asked) asked = (await remote.guard.signal('TERM', mark)) > 0;
    await Promise.race([program.closed, wait(asked ? patience - since() : 20)]);
  }
  while (since() < unkillable && !remote.link.gone()) {
    const left = await remote.guard.signal('KILL', mark);
    if (left === 0 && ended) return true;
    await Promise.race([ended ? wait(20) : program.closed, wait(100)]);
  }
  return remote.link.gone() !== undefined;
}

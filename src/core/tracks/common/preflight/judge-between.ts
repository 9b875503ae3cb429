import type { Problem } from '../../../engine/step.ts';
import type { NodeFacts } from '../support/facts.ts';
import { ok } from './ok.ts';

/** Clocks further apart than this make logs of two nodes hard to compare, and etcd 3 complains at 1 s. */
const maxClockDifferenceSeconds = 1;

export function clock(own: string, all: ReadonlyMap<string, NodeFacts>): Problem {
  const mine = all.get(own)?.system;
  let worst: { name: string; seconds: number } | undefined;
  for (const [name, { system }] of all) {
    if (!mine || name === own) continue;
    const sure =
      Math.abs(mine.clockAheadSeconds - system.clockAheadSeconds) - mine.clockErrorSeconds - system.clockErrorSeconds;
    if (Number.isNaN(sure))
      return { level: 'info', code: 'clock', message: `whether its clock and that of ${name} agree is unknown` };
    if (!worst || sure > worst.seconds) worst = { name, seconds: sure };
  }
  if (!worst || worst.seconds <= maxClockDifferenceSeconds) return ok('clock', 'clocks agree within a second');
  return {
    level: 'warning',
    code: 'clock',
    message: `its clock and that of ${worst.name} are ${worst.seconds.toFixed(1)} s apart`,
    remedy: 'Set the clocks: timedatectl set-ntp true',
  };
}

export function distinct(
  code: string,
  own: string,
  all: ReadonlyMap<string, NodeFacts>,
  of: (facts: NodeFacts) => string | undefined,
  diagnosis: number,
  remedy: string,
): Problem {
  const mine = all.get(own);
  const value = mine && of(mine);
  if (!value) return { level: 'info', code, message: `its ${code.replace('-', ' ').replace(/s$/, '')} is unknown` };
  const twin = [...all].find(([name, facts]) => name !== own && of(facts) === value)?.[0];
  if (!twin) return ok(code, `${code.replace('-', ' ')} are distinct`);
  return {
    level: 'error',
    code,
    message: `has the same ${code.replace('-', ' ').replace(/s$/, '')} as ${twin}: ${value}`,
    remedy,
    diagnosis,
  };
}

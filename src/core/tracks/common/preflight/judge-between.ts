import { texts, type Words } from '../../../../shared/texts/text.ts';
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
    if (Number.isNaN(sure)) return { level: 'info', code: 'clock', message: texts.preflight.clockUnknown({ name }) };
    if (!worst || sure > worst.seconds) worst = { name, seconds: sure };
  }
  if (!worst || worst.seconds <= maxClockDifferenceSeconds) return ok('clock', texts.preflight.clocksAgree);
  return {
    level: 'warning',
    code: 'clock',
    message: texts.preflight.clocksApart({ name: worst.name, seconds: worst.seconds.toFixed(1) }),
    remedy: texts.preflight.clocksApartRemedy,
  };
}

const mustDiffer = {
  hostnames: { one: texts.preflight.hostname, all: texts.preflight.hostnames },
  'engine-ids': { one: texts.preflight.engineId, all: texts.preflight.engineIds },
};

export function distinct(
  code: keyof typeof mustDiffer,
  own: string,
  all: ReadonlyMap<string, NodeFacts>,
  of: (facts: NodeFacts) => string | undefined,
  diagnosis: number,
  remedy: Words,
): Problem {
  const mine = all.get(own);
  const value = mine && of(mine);
  if (!value)
    return {
      level: 'info',
      code,
      message: texts.preflight.itsUnknown({ what: mustDiffer[code].one }),
    };
  const twin = [...all].find(([name, facts]) => name !== own && of(facts) === value)?.[0];
  if (!twin) return ok(code, texts.preflight.areDistinct({ what: mustDiffer[code].all }));
  return {
    level: 'error',
    code,
    message: texts.preflight.sameAsTwin({ what: mustDiffer[code].one, twin, value }),
    remedy,
    diagnosis,
  };
}

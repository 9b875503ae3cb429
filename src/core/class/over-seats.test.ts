import { expect, it } from 'vitest';
import type { SeatOutcome } from '../../shared/class/outcome.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { outcomeOfError } from './outcome-of.ts';
import { overSeats } from './over-seats.ts';
import { untilBack } from './until-back.ts';

const seats = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name }));
const placeOf = ({ name }: { name: string }) => ({ seat: name, lab: name, command: 'run' as const });
const wellAt = (seat: { name: string }): SeatOutcome => ({
  ...placeOf(seat),
  ...{ state: 'ok', changes: 1, seconds: 1, away: [] },
});
const silent = { begun: () => {}, ended: () => {} };
const failed = (seat: { name: string }, thrown: unknown) => outcomeOfError(placeOf(seat), thrown);
const statesOf = (outcomes: readonly SeatOutcome[]) => outcomes.map(({ seat, state }) => `${seat} ${state}`);

it('works on so many seats at a time and no more', async () => {
  const gates: (() => void)[] = [];
  let [now, most] = [0, 0];
  const work = async (seat: { name: string }) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => gates.push(resolve));
    now -= 1;
    return wellAt(seat);
  };
  const all = overSeats({ seats, most: 2, signal: new AbortController().signal, tell: silent, work, failed });
  for (let open = 0; open < seats.length; open += 1) {
    while (gates.length <= open) await new Promise(setImmediate);
    gates[open]?.();
  }
  expect(await all).toHaveLength(6);
  expect(most).toBe(2);
});

it('a seat that fails stops no other', async () => {
  const ended: string[] = [];
  const outcomes = await overSeats({
    ...{ seats, most: 3, signal: new AbortController().signal, failed },
    tell: { begun: () => {}, ended: ({ seat }) => void ended.push(seat) },
    work: async (seat) => {
      if (seat.name === 'b') throw new Error('broken');
      return wellAt(seat);
    },
  });
  expect(statesOf(outcomes)).toEqual(['a ok', 'b failed', 'c ok', 'd ok', 'e ok', 'f ok']);
  expect(outcomes[1]?.error?.message).toBe('broken');
  expect(ended.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

it('once cancelled no other seat begins, and those at work end', async () => {
  const over = new AbortController();
  const begun: string[] = [];
  const outcomes = await overSeats({
    ...{ seats, most: 2, signal: over.signal, failed },
    tell: { begun: (seat) => void begun.push(seat), ended: () => {} },
    work: async (seat) => {
      await new Promise<void>((resolve) => {
        over.signal.addEventListener('abort', () => resolve());
        if (seat.name === 'b') over.abort();
      });
      return { ...wellAt(seat), state: 'cancelled' };
    },
  });
  expect(begun).toEqual(['a', 'b']);
  expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['cancelled']));
});

it('waits for seats that are away, and does each when all its nodes answer', async () => {
  const open = seats.slice(0, 3).map(({ name }) => ({ name, lab: { lab: { name } } as TrustedLab }));
  const outcomes = new Map<string, SeatOutcome>(open.map((seat) => [seat.name, wellAt(seat)]));
  for (const name of ['a', 'b'])
    outcomes.set(name, { ...wellAt({ name }), state: 'unreachable', away: ['node1', 'node2'] });
  const rounds: string[][] = [];
  const named: string[][] = [];
  let looks = 0;
  await untilBack(open, outcomes, {
    ...{ until: Date.now() + 60_000, signal: new AbortController().signal, lookEvery: 1 },
    // One node of b comes later than the other.
    answers: async ({ lab }, node) => {
      if (lab.name === 'a' || node === 'node1') return true;
      looks += 1;
      return looks > 3;
    },
    waits: (names) => void named.push(names),
    round: async (back) => {
      rounds.push(back.map(({ name }) => name));
      for (const seat of back) outcomes.set(seat.name, wellAt(seat));
    },
  });
  expect(named).toEqual([['a', 'b'], ['b']]);
  expect(rounds).toEqual([['a'], ['b']]);
});

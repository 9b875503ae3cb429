import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { SeatOutcome } from '../../shared/class/outcome.ts';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';

/** A run mostly waits for its nodes; making a lab does not. More at once would only make each of them slow. */
export const atOnce = { runs: 2 * availableParallelism(), labs: availableParallelism() };

export interface SeatTeller {
  begun(seat: string): void;
  ended(outcome: SeatOutcome): void;
}

interface Queue<S> {
  seats: readonly S[];
  /** Seats at one time. */
  most: number;
  signal: AbortSignal;
  tell: SeatTeller;
  /** May throw: that is the outcome of this seat, and no other's. */
  work: (seat: S) => Promise<SeatOutcome>;
  failed: (seat: S, thrown: unknown) => SeatOutcome;
}

/**
 * Works through seats, so many at a time; each has its own outcome, and none stops another. Once cancelled no other seat
 * begins, and those at work end as they are cancelled. Never rejects.
 */
export function overSeats<S extends { name: string }>(queue: Queue<S>): Promise<SeatOutcome[]> {
  const { seats, most, signal, tell, work, failed } = queue;
  const limit = pLimit(Math.max(1, most));
  const one = async (seat: S): Promise<SeatOutcome> => {
    let outcome: SeatOutcome;
    try {
      if (signal.aborted) throw new LabError('cancelled', texts.class.notBegun);
      tell.begun(seat.name);
      outcome = await work(seat);
    } catch (thrown) {
      outcome = failed(seat, thrown);
    }
    tell.ended(outcome);
    return outcome;
  };
  return Promise.all(seats.map((seat) => limit(() => one(seat))));
}

import type { SeatOutcome } from '../../shared/class/outcome.ts';
import { waitFor } from '../gates/wait-for.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { OpenSeat } from './run-seat.ts';

const lookEveryMs = 5_000;

interface Waiting {
  /** Milliseconds since the epoch. */
  until: number;
  signal: AbortSignal;
  answers: (lab: TrustedLab, node: string, signal: AbortSignal) => Promise<boolean>;
  /** Does the seats that are back once more, and enters what came of them into the outcomes. */
  round: (seats: readonly OpenSeat[]) => Promise<void>;
  waits: (seats: string[]) => void;
  lookEvery?: number;
}

/** Waits for seats that could not be reached, and does each as soon as all its nodes answer again. */
export async function untilBack(
  seats: readonly OpenSeat[],
  outcomes: ReadonlyMap<string, SeatOutcome>,
  { until, signal, answers, round, waits, lookEvery = lookEveryMs }: Waiting,
): Promise<void> {
  let named = '';
  for (;;) {
    const away = seats.filter(({ name }) => outcomes.get(name)?.state === 'unreachable');
    const left = until - Date.now();
    if (away.length === 0 || left <= 0 || signal.aborted) return;
    const names = away.map(({ name }) => name);
    if (named !== names.join()) waits(names);
    named = names.join();
    await waitFor(Math.min(lookEvery, left), { signal });
    const isBack = async ({ name, lab }: OpenSeat) => {
      const nodes = outcomes.get(name)?.away ?? [];
      const all = await Promise.all(nodes.map((node) => answers(lab, node, signal).catch(() => false)));
      return all.every((answer) => answer);
    };
    const back = await Promise.all(away.map(isBack));
    const again = away.filter((_, at) => back[at]);
    if (again.length > 0 && !signal.aborted) await round(again);
  }
}

import type { ClassCommand, SeatOutcome } from '../../shared/class/outcome.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { keepRun } from '../runs/history.ts';
import type { RunRequest, StartRun } from '../runs/run-request.ts';
import { outcomeOf } from './outcome-of.ts';

/** A seat whose lab may be worked with. */
export interface OpenSeat {
  name: string;
  lab: TrustedLab;
}

interface How {
  startRun: StartRun;
  /** Where runs are kept. */
  state: string;
  signal: AbortSignal;
  tell: (seat: string, event: LabEvent) => void;
  /** What the class is doing; the run's own command unless told. */
  as?: ClassCommand;
}

/** One run at one seat, as for any lab: kept in its history, and cancelled with the signal. */
export async function runSeat({ name: seat, lab }: OpenSeat, request: RunRequest, how: How): Promise<SeatOutcome> {
  const { startRun, state, signal, tell, as } = how;
  signal.throwIfAborted();
  const run = startRun(lab, request);
  const cancel = () => run.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  // A history that cannot be written is no reason to stop a class.
  const history = keepRun(run, lab.lab.name, state, () => undefined);
  const reached = new Set<string>();
  const stop = run.listen((event) => {
    if (event.type === 'node' && event.state === 'ready') reached.add(event.node);
    tell(seat, event);
  });
  try {
    const result = await run.finished;
    const command = as ?? (request.command === 'undo' ? 'reset' : request.command);
    return outcomeOf({ seat, lab: lab.lab.name, command }, lab.lab.track, result, reached);
  } finally {
    signal.removeEventListener('abort', cancel);
    stop();
    history.end();
  }
}

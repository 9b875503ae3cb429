import type { LabEvent, RunResult } from '../../shared/run/events.ts';

/** Shows a run while it is running. */
export interface Renderer {
  event(event: LabEvent): void;
  /** A remark of the command line itself, such as that it is cancelling. */
  note(text: string): void;
  /** The run is over; shows what belongs to the end. */
  end(result: RunResult): void;
}

import { isFinished } from '../../shared/run/view.ts';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import { ask } from './connection.ts';
import { followRun, useRuns } from './runs-store.ts';
import type { Client } from './transport.ts';

export type RunRequest = Parameters<Client['runs']['start']>[0];

/** What this window asked for, so that it can be asked again with a take-over. */
const requests = new Map<string, RunRequest>();
/** Checks that repeat while someone types: no news for the frame. */
const quiet = new Set<string>();

export async function startRun(request: RunRequest): Promise<string> {
  // A lab does one thing at a time: what the person asks for goes before a check that only looks.
  if (!request.quiet) await endQuiet(request.lab);
  const { run } = await ask((client) => client.runs.start(request));
  requests.set(run, request);
  if (request.quiet) quiet.add(run);
  followRun({ lab: request.lab, run, command: request.command });
  return run;
}

async function endQuiet(lab: string): Promise<void> {
  const going = Object.values(useRuns.getState().byId).filter(
    (run) => run.lab === lab && quiet.has(run.run) && !isFinished(run),
  );
  for (const { run } of going) {
    cancelRun(run);
    await ended(run);
  }
}

/** Resolves when a run that is followed is over, or is followed no more. */
export function ended(run: string): Promise<void> {
  const over = () => {
    const picture = useRuns.getState().byId[run];
    return picture === undefined || isFinished(picture);
  };
  if (over()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useRuns.subscribe(() => {
      if (!over()) return;
      stop();
      resolve();
    });
  });
}

export const isQuiet = (run: string): boolean => quiet.has(run);

/** Of a run that another window does by itself. */
export const noteQuiet = (run: string): void => void quiet.add(run);

export function cancelRun(run: string): void {
  void ask((client) => client.runs.cancel({ run })).catch(() => undefined);
}

/** The same again: exactly, where this window asked for it; else by what the run told of itself. */
export function again(
  lab: string,
  { run, command, steps }: Pick<RunEntry, 'run' | 'command' | 'steps'>,
  change: Partial<RunRequest> = {},
): Promise<string> {
  const told: RunRequest = {
    ...{ lab, command },
    ...(command === 'run' && steps.length > 0 && { only: steps }),
    ...(command === 'undo' && { step: steps.at(-1) }),
  };
  return startRun({ ...(requests.get(run) ?? told), quiet: false, ...change });
}

import type { Client } from '../transport.ts';
import { ask } from './connection.ts';
import { isFinished, type RunPicture } from './run-picture.ts';
import { followRun, useRuns } from './runs-store.ts';

export type RunRequest = Parameters<Client['runs']['start']>[0];

/** What this window asked for, so that it can be asked again with a take-over. */
const requests = new Map<string, RunRequest>();
/** Checks that repeat while someone types: no news for the frame. */
const quiet = new Set<string>();

export async function startRun(request: RunRequest, { silent = false } = {}): Promise<string> {
  // A lab does one thing at a time: what the person asks for goes before a check that only looks.
  if (!silent) await endQuiet(request.lab);
  const { run } = await ask((client) => client.runs.start(request));
  requests.set(run, request);
  if (silent) quiet.add(run);
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

/** Resolves when a run that is followed is over. */
export function ended(run: string): Promise<void> {
  const over = () => {
    const picture = useRuns.getState().byId[run];
    return picture !== undefined && isFinished(picture);
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

export function cancelRun(run: string): void {
  void ask((client) => client.runs.cancel({ run })).catch(() => undefined);
}

/** The same again: exactly, where this window asked for it; else by what the run told of itself. */
export function again(run: RunPicture, change: Partial<RunRequest> = {}): Promise<string> {
  const steps = [...new Set(run.tasks.map(({ step }) => step))];
  const told: RunRequest = {
    lab: run.lab,
    command: run.command,
    ...(run.command === 'run' && steps.length > 0 && { only: steps }),
    ...(run.command === 'undo' && { step: steps.at(-1) }),
  };
  return startRun({ ...(requests.get(run.run) ?? told), ...change });
}

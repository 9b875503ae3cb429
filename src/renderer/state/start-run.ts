import type { Client } from '../transport.ts';
import { ask } from './connection.ts';
import type { RunPicture } from './run-picture.ts';
import { followRun } from './runs-store.ts';

export type RunRequest = Parameters<Client['runs']['start']>[0];

/** What this window asked for, so that it can be asked again with a take-over. */
const requests = new Map<string, RunRequest>();
/** Checks that repeat while someone types: no news for the frame. */
const quiet = new Set<string>();

export async function startRun(request: RunRequest, { silent = false } = {}): Promise<string> {
  const { run } = await ask((client) => client.runs.start(request));
  requests.set(run, request);
  if (silent) quiet.add(run);
  followRun({ lab: request.lab, run, command: request.command });
  return run;
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

import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import { ask } from './connection.ts';
import { followRun } from './runs-store.ts';
import type { Client } from './transport.ts';

export type RunRequest = Parameters<Client['runs']['start']>[0];

/** What this window asked for, so that it can be asked again with a take-over. */
const requests = new Map<string, RunRequest>();

export async function startRun(request: RunRequest): Promise<string> {
  const { run } = await ask((client) => client.runs.start(request));
  requests.set(run, request);
  followRun({ lab: request.lab, run, command: request.command });
  return run;
}

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
  return startRun({ ...(requests.get(run) ?? told), ...change });
}

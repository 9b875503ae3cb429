import { create } from 'zustand';
import { applyEvents } from './apply-events.ts';
import { ask, connected } from './connection.ts';
import { newPicture, type RunPicture } from './run-picture.ts';

/** Pictures of the runs that this window follows, by run id. */
export const useRuns = create<{ byId: Record<string, RunPicture> }>(() => ({ byId: {} }));

const following = new Set<string>();
const pauseMs = 500;

interface Followed {
  lab: string;
  run: string;
  command?: RunPicture['command'];
  at?: string;
}

/** Follows a run to its end, across lost connections: what was missed is replayed. */
export function followRun({ lab, run, command = 'run', at = new Date().toISOString() }: Followed): void {
  if (following.has(run)) return;
  following.add(run);
  const known = useRuns.getState().byId[run];
  put(known ?? newPicture(lab, run, command, at));
  void follow(lab, run).finally(() => following.delete(run));
}

async function follow(lab: string, run: string): Promise<void> {
  for (let failures = 0; failures < 3; ) {
    const { client, closed } = await connected();
    try {
      const from = (useRuns.getState().byId[run]?.lastSeq ?? 0) + 1;
      for await (const events of await client.runs.events({ lab, run, from })) {
        const picture = useRuns.getState().byId[run];
        if (picture) put(applyEvents(picture, events));
        failures = 0;
      }
      const told = useRuns.getState().byId[run];
      if (told && !told.result) put({ ...told, interrupted: true });
      return;
    } catch {
      failures += 1;
    }
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
  }
}

function put(picture: RunPicture): void {
  useRuns.setState(({ byId }) => ({ byId: { ...byId, [picture.run]: picture } }));
}

/** The newest runs of a lab that are kept, so that a window that opens knows what stands. */
export async function loadHistory(lab: string): Promise<void> {
  const runs = await ask((client) => client.runs.history({ lab }));
  for (const { run, command, at } of runs.slice(0, 20))
    followRun({ lab, run, command: command as RunPicture['command'], at });
}

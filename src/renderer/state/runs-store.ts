import { create } from 'zustand';
import { foldEvents } from '../../shared/run/fold.ts';
import { shownRun } from '../../shared/run/kept.ts';
import { isFinished, newView, type RunView } from '../../shared/run/view.ts';
import { connected } from './connection.ts';
import { reported } from './errors.ts';

/** Pictures of the runs that this window follows, by run id. */
export const useRuns = create<{ byId: Record<string, RunView> }>(() => ({ byId: {} }));

const following = new Set<string>();
const pauseMs = 500;

interface Followed {
  lab: string;
  run: string;
  command?: RunView['command'];
  at?: string;
}

/** Follows a run to its end, across lost connections: what was missed is replayed. */
export function followRun({ lab, run, command = 'run', at = new Date().toISOString() }: Followed): void {
  const known = useRuns.getState().byId[run];
  if (following.has(run) || (known && isFinished(known))) return;
  following.add(run);
  put(known ?? newView({ lab, run, command, at }));
  void follow(lab, run).finally(() => following.delete(run));
}

async function follow(lab: string, run: string): Promise<void> {
  for (let failures = 0; failures < 3; ) {
    const { client, closed } = await connected();
    try {
      const from = (useRuns.getState().byId[run]?.lastSeq ?? 0) + 1;
      for await (const events of await client.runs.events({ lab, run, from })) {
        const picture = useRuns.getState().byId[run];
        if (picture) put(foldEvents(picture, events, shownRun));
        failures = 0;
      }
      end(run);
      return;
    } catch (error) {
      failures += 1;
      // An app that was started again does not know it, and never will.
      if (failures === 3 && reported(error).code === 'not-found') end(run);
    }
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
  }
}

/** Nothing more comes of it. */
function end(run: string): void {
  const told = useRuns.getState().byId[run];
  if (told && !told.result) put({ ...told, interrupted: true });
}

function put(picture: RunView): void {
  useRuns.setState(({ byId }) => ({ byId: { ...byId, [picture.run]: picture } }));
}

/** Drops the view of a run that is over and of no more use here. */
export function forgetRun(run: string): void {
  useRuns.setState(({ byId: { [run]: gone, ...byId } }) => (gone && isFinished(gone) ? { byId } : {}));
}

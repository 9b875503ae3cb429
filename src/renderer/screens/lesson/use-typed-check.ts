import { useEffect } from 'react';
import type { Stand } from '../../../shared/snapshot/snapshot.ts';
import { lookedAt, type PlacedPart } from '../../state/parts.ts';
import { forgetRun } from '../../state/runs-store.ts';
import { ended, startRun } from '../../state/start-run.ts';

const pauseMs = 3_000;

interface Watched {
  lab: string;
  part: PlacedPart;
  stands: readonly Stand[];
  /** While terminals stand beside the lesson and nothing else runs. */
  watching: boolean;
}

/** While someone types: asks core again and again whether the part's checks hold, until they do. */
export function useTypedCheck({ lab, part, stands, watching }: Watched): void {
  const steps = lookedAt(part);
  // The same words mean the same steps, however often the part is recreated while drawing.
  const words = steps.join();
  const own = stands.filter(({ step }) => steps.includes(step));
  const holds = own.length > 0 && own.every(({ state }) => state === 'done');
  const needed = watching && steps.length > 0 && !holds;
  useEffect(() => {
    if (!needed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const check = { lab, command: 'check', only: words.split(','), quiet: true } as const;
        const run = await startRun(check).catch(() => undefined);
        if (run) await ended(run);
        // What it found is in the snapshot.
        if (run) forgetRun(run);
      }
      if (!stopped) timer = setTimeout(() => void look(), pauseMs);
    };
    timer = setTimeout(() => void look(), pauseMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [needed, lab, words]);
}

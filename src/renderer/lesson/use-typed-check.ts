import { useEffect } from 'react';
import type { Stand } from '../state/lab-picture.ts';
import { measuring, type PartId, stepsOf } from '../state/parts.ts';
import { ended, startRun } from '../state/start-run.ts';

const pauseMs = 3_000;

interface Watched {
  lab: string;
  part: PartId;
  stands: readonly Stand[];
  /** While terminals stand beside the lesson and nothing else runs. */
  watching: boolean;
}

/** While someone types: asks core again and again whether the part's checks hold, until they do. */
export function useTypedCheck({ lab, part, stands, watching }: Watched): void {
  const steps = stepsOf[part].filter((step) => !measuring.includes(step));
  const own = stands.filter(({ step }) => steps.includes(step));
  const holds = own.length > 0 && own.every(({ state }) => state === 'done');
  const needed = watching && steps.length > 0 && !holds;
  useEffect(() => {
    if (!needed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const only = stepsOf[part].filter((step) => !measuring.includes(step));
        const run = await startRun({ lab, command: 'check', only }, { silent: true }).catch(() => undefined);
        if (run) await ended(run);
      }
      if (!stopped) timer = setTimeout(() => void look(), pauseMs);
    };
    timer = setTimeout(() => void look(), pauseMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [needed, lab, part]);
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Stand, standsOf } from '../state/lab-picture.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { withTyped } from './typed-stands.ts';
import { useTyping } from './typing-store.ts';

/** What stands, with what was seen in the terminals beside the lesson. */
export function useStands(lab: string, runs: readonly RunPicture[]): Stand[] {
  const { t } = useTranslation();
  const seen = useTyping((state) => state.seen[lab]);
  return useMemo(() => {
    const lastBack = runs.findLast(({ command }) => command === 'undo' || command === 'reset')?.startedAt ?? '';
    return withTyped(standsOf(runs), seen ?? {}, lastBack, t('lesson.seen'));
  }, [runs, seen, t]);
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Stand, standsOf } from '../state/lab-picture.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { useTyping } from './typing-store.ts';

/** What stands, with what was seen in the terminals beside the lesson. */
export function useStands(lab: string, runs: readonly RunPicture[]): Stand[] {
  const { t } = useTranslation();
  const seen = useTyping((state) => state.seen[lab]);
  return useMemo(() => {
    const stands = standsOf(runs);
    const lastBack = runs.findLast(({ command }) => command === 'undo' || command === 'reset')?.startedAt ?? '';
    return stands.map((stand) => {
      const at = seen?.[stand.step];
      if (!at || at < lastBack || stand.state === 'done' || stand.state === 'working') return stand;
      return {
        ...stand,
        state: 'done' as const,
        error: undefined,
        finding: { status: 'satisfied' as const, summary: t('lesson.seen'), facts: {}, diff: [], problems: [] },
      };
    });
  }, [runs, seen, t]);
}

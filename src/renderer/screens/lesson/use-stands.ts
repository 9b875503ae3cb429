import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabSnapshot, Stand } from '../../../shared/snapshot/snapshot.ts';
import { withTyped } from './typed-stands.ts';
import { useTyping } from './typing-store.ts';

/** What core knows of the steps, with what was seen in the terminals beside the lesson. */
export function useStands(lab: string, { stands, takenBackAt = '' }: LabSnapshot): Stand[] {
  const { t } = useTranslation();
  const seen = useTyping((state) => state.seen[lab]);
  return useMemo(() => withTyped(stands, seen ?? {}, takenBackAt, t('lesson.seen')), [stands, takenBackAt, seen, t]);
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { StateDot } from '../../ui/state-dot.tsx';
import { isNew } from '../lesson/node-trouble.tsx';

const dots = { seen: 'running', unseen: 'partly', looking: 'unknown' } as const;

/** Whether its machines are there: of a practice lab as this computer knows, of others as they are seen. */
export function CardState({ card, sights }: { card: LabCard; sights: readonly NodeSight[] }) {
  const { t } = useTranslation();
  const seen = card.state === 'unknown' ? seenOf(sights) : undefined;
  return (
    <>
      <StateDot state={seen ? dots[seen] : card.state} />
      <Text fz="sm">{t(`labs.state.${seen ?? card.state}`)}</Text>
    </>
  );
}

function seenOf(sights: readonly NodeSight[]): keyof typeof dots | undefined {
  if (sights.length === 0) return undefined;
  if (sights.every(({ seen }) => seen.state === 'now')) return 'seen';
  return sights.some((sight) => sight.seen.state !== 'now' && !isNew(sight)) ? 'unseen' : 'looking';
}

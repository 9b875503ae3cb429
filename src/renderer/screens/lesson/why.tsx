import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { vxlanPort } from '../../../shared/lab/lab.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import type { PlacedPart } from '../../state/parts.ts';
import { Card } from '../../ui/card.tsx';
import type { LessonText } from './parse-lesson.ts';
import { pictureOf } from './pictures.ts';
import { Prose } from './prose.tsx';

export function Why({ card, part, text }: { card: LabCard; part: PlacedPart; text: LessonText }) {
  const { t } = useTranslation();
  const Picture = pictureOf(part);
  return (
    <Card id="why" title={t('lesson.why')}>
      <Prose text={text.why} />
      <Suspense fallback={<Skeleton h={220} />}>
        {Picture && (
          <Picture track={part.track} nodes={card.nodes} network={card.network} dataPort={card.dataPort ?? vxlanPort} />
        )}
      </Suspense>
    </Card>
  );
}

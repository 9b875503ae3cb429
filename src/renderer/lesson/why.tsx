import { Skeleton, Title } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import type { PartId } from '../state/parts.ts';
import type { LessonText } from './parse-lesson.ts';
import { pictures } from './pictures.ts';
import { Prose } from './prose.tsx';

export function Why({ card, part, text }: { card: LabCard; part: PartId; text: LessonText }) {
  const { t } = useTranslation();
  const { Picture } = pictures[part];
  return (
    <section className="card" aria-labelledby="why">
      <Title order={2} fz={17} mb={8} id="why">
        {t('lesson.why')}
      </Title>
      <Prose text={text.why} />
      <Suspense fallback={<Skeleton h={220} />}>
        <Picture nodes={card.nodes} network={card.network} />
      </Suspense>
    </section>
  );
}

import { Button, Group, Skeleton, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { saveSettings, useSettings } from '../../state/app-stores.ts';
import { Icon } from '../../ui/icon.tsx';
import { putIntoTerminal } from './put-into-terminal.ts';

const LivePicture = lazy(() => import('../picture/live-picture.tsx'));

/** The network as the nodes have it at this part, where somebody wants to see it: that is remembered for all parts. */
export function LiveCard({ card, part }: { card: LabCard; part: string }) {
  const { t } = useTranslation();
  const isOpen = useSettings(({ livePicture }) => livePicture);
  // Who may not keep settings has it for as long as the window is open.
  const toggle = () => void saveSettings({ livePicture: !isOpen }).catch(() => undefined);
  return (
    <section className="card" aria-labelledby="live" style={{ marginBottom: 20 }}>
      <Group justify="space-between" gap={8} mb={isOpen ? 8 : 0}>
        <Title order={2} fz={17} id="live">
          {t('lesson.live')}
        </Title>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={isOpen}
          leftSection={<Icon name="picture" size={15} />}
          onClick={toggle}
        >
          {isOpen ? t('lesson.hideLive') : t('lesson.showLive')}
        </Button>
      </Group>
      {isOpen && (
        <Suspense fallback={<Skeleton h={340} />}>
          <LivePicture
            card={card}
            part={part}
            onType={({ node, command }) => putIntoTerminal({ lab: card.id, node, command })}
          />
        </Suspense>
      )}
    </section>
  );
}

import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useOperationsOn } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { go } from '../../state/route.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { openContextMenu } from '../../ui/context-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { useTroubled } from '../lesson/node-trouble.tsx';
import { CardMenu } from './card-menu.tsx';
import { CardState } from './card-state.tsx';
import { useLabActions } from './lab-actions.ts';
import { LastRun } from './last-run.tsx';
import { LiveState } from './live-state.tsx';
import { NodeRow } from './node-row.tsx';
import { OperationRow } from './operation-row.tsx';
import { mostCards, useWatched } from './use-watched.ts';
import { Waiting } from './waiting.tsx';
import { WhyFailed } from './why-failed.tsx';

const shownNodes = 6;

export function LabCardView({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const operations = useOperationsOn(card);
  const actions = useLabActions(card);
  const busy = operations.some(({ state }) => state === 'running');
  const { ref, inViewport } = useInViewport();
  const isWatchable = inViewport && card.mayBeBuilt && card.state !== 'invalid' && card.state !== 'stopped';
  const isWatched = useWatched(card.id, isWatchable);
  const { nodes: sights } = useSnapshot(isWatched ? card.id : undefined);
  const troubled = useTroubled(sights);
  const asleep = card.kind === 'practice' && (card.state === 'stopped' || card.state === 'partly');
  const start = () => void ask((client) => client.practice.start({ name: card.name })).catch(tellError);
  return (
    <section
      ref={ref}
      className="card"
      aria-label={t('labs.card', { name: card.name })}
      onContextMenu={(event) => openContextMenu(event, actions)}
    >
      <Stack gap={12} h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Title order={2} fz={18} lineClamp={1}>
              {card.name}
            </Title>
            <Group gap={6} mt={2}>
              <CardState card={card} sights={sights} />
              <Tag tone={card.kind === 'practice' ? 'overlay' : 'underlay'}>{t(`labs.kind.${card.kind}`)}</Tag>
            </Group>
          </div>
          <CardMenu name={card.name} actions={actions} />
        </Group>
        {isWatched && <LiveState card={card} />}
        {isWatchable && !isWatched && (
          <Text fz="sm" c="dimmed">
            {t('labs.notWatched', { count: mostCards })}
          </Text>
        )}
        {card.problem && (
          <Alert color="red" icon={<Icon name="warning" />} title={t('labs.invalid')}>
            <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
              {card.problem}
            </Text>
          </Alert>
        )}
        <ul aria-label={t('labs.nodes')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {card.nodes.slice(0, shownNodes).map((node) => (
            <NodeRow
              key={node.name}
              lab={card}
              node={node}
              trouble={troubled.find((sight) => sight.node === node.name)}
            />
          ))}
          {card.nodes.length > shownNodes && (
            <Text component="li" fz="sm" c="dimmed" mt={4}>
              {t('labs.moreNodes', { count: card.nodes.length - shownNodes })}
            </Text>
          )}
        </ul>
        {operations.map((operation) => (
          <OperationRow key={operation.id} operation={operation} />
        ))}
        <Waiting card={card} />
        {card.lastRun?.ok === false && !card.lastRun.running && <WhyFailed lab={card.id} run={card.lastRun} />}
        <Group justify="space-between" mt="auto" wrap="nowrap">
          <LastRun card={card} />
          {asleep ? (
            <ActionButton
              flex="none"
              not={busy ? t('labs.not.busy') : undefined}
              onClick={start}
              leftSection={<Icon name="play" size={14} />}
            >
              {t('labs.start')}
            </ActionButton>
          ) : (
            <ActionButton
              flex="none"
              not={card.state === 'invalid' ? t('labs.not.invalid') : undefined}
              onClick={() => go({ screen: 'lesson', lab: card.id })}
            >
              {t('labs.open')}
            </ActionButton>
          )}
        </Group>
      </Stack>
    </section>
  );
}

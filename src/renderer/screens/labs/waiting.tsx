import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { tellError } from '../../ui/tell-error.ts';

/** Nodes that a reset could not reach, what becomes of them, and the way to let them be, or to wait for them again. */
export function Waiting({ card: { id, waiting = [], left = [] } }: { card: LabCard }) {
  const { t } = useTranslation();
  const nodes = waiting.length > 0 ? waiting : left;
  if (nodes.length === 0) return null;
  const isWaited = waiting.length > 0;
  const stop = () => void ask((client) => client.labs.stopWaiting({ id })).catch(tellError);
  const again = () => void ask((client) => client.labs.waitAgain({ id })).catch(tellError);
  const text = { nodes: nodes.join(', '), count: nodes.length };
  return (
    <Group gap={8} justify="space-between">
      <Text fz="sm" c="var(--lab-store)" role="status">
        {isWaited ? t('labs.waiting', text) : t('labs.left', text)}
      </Text>
      <Group gap={6} wrap="nowrap">
        {!isWaited && (
          <Button size="compact-xs" variant="default" onClick={again}>
            {t('labs.waitAgain', text)}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={stop}>
          {isWaited ? t('labs.stopWaiting') : t('labs.forgetWaiting')}
        </Button>
      </Group>
    </Group>
  );
}

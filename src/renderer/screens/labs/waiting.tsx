import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/contract.ts';
import { ask } from '../../state/connection.ts';
import { tellError } from '../../ui/tell-error.ts';

/** Nodes that a reset could not reach, what becomes of them, and the way to let them be. */
export function Waiting({ card: { id, waiting = [] } }: { card: LabCard }) {
  const { t } = useTranslation();
  if (waiting.length === 0) return null;
  return (
    <Group gap={8} wrap="nowrap" justify="space-between">
      <Text fz="sm" c="var(--lab-store)" role="status">
        {t('labs.waiting', { nodes: waiting.join(', '), count: waiting.length })}
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        style={{ flexShrink: 0 }}
        onClick={() => void ask((client) => client.labs.stopWaiting({ id })).catch(tellError)}
      >
        {t('labs.stopWaiting')}
      </Button>
    </Group>
  );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Nodes that a reset could not reach, and what becomes of them. */
export function Waiting({ nodes }: { nodes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Text fz="sm" c="var(--lab-store)" role="status">
      {t('labs.waiting', { nodes: nodes.join(', '), count: nodes.length })}
    </Text>
  );
}

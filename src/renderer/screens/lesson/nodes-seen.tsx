import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { Icon } from '../../ui/icon.tsx';
import { NodeTrouble, useTroubled } from './node-trouble.tsx';

const shown = 4;

/** Nodes that cannot be seen, with the cause and for how long; and engines that do not run. Nothing where all is well. */
export function NodesSeen({ nodes }: { nodes: readonly NodeSight[] }) {
  const { t } = useTranslation();
  const troubled = useTroubled(nodes);
  if (troubled.length === 0) return null;
  return (
    <Alert color="gray" radius={0} icon={<Icon name="question" />} role="status" aria-label={t('lesson.nodesSeen')}>
      {troubled.slice(0, shown).map((sight) => (
        <Text key={sight.node} fz="sm" style={{ overflowWrap: 'anywhere' }}>
          <NodeTrouble sight={sight} />
        </Text>
      ))}
      {troubled.length > shown && <Text fz="sm">{t('lesson.moreNodes', { count: troubled.length - shown })}</Text>}
    </Alert>
  );
}

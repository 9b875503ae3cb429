import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeStatus } from '../../shared/contract.ts';
import { plainText } from '../state/plain-text.ts';
import type { ChangePicture } from '../state/run-picture.ts';
import { fateOf, thingOf } from './fate.ts';
import classes from './plan.module.css';

interface Props {
  node: string;
  changes: readonly ChangePicture[];
  /** What the node itself said, once it was asked. */
  status?: NodeStatus;
}

const counted = ['containers', 'networks', 'images', 'volumes'] as const;

/** One node: what goes, what comes back, and what is left alone because it was there before. */
export function NodePlan({ node, changes, status }: Props) {
  const { t } = useTranslation();
  const kept = counted.flatMap((kind) => {
    const count = status?.before?.[kind] ?? 0;
    return count > 0 ? [t(`reset.thing.${kind}`, { count })] : [];
  });
  return (
    <div>
      <Text fw={650} fz="sm" mb={4}>
        {node}
      </Text>
      {status?.unknown !== undefined && (
        <Text fz="sm" c="var(--lab-bad)" mb={4}>
          {t('reset.unknown', { why: plainText(status.unknown) })}
        </Text>
      )}
      {status?.inDoubt && (
        <Text fz="sm" c="var(--lab-store)" mb={4}>
          {t('reset.inDoubt')}
        </Text>
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {changes.toReversed().map((change) => (
          <Group component="li" key={change.change} gap={8} wrap="nowrap" align="flex-start" mb={4}>
            <span className={classes.fate} data-fate={fateOf(change)}>
              {t(`reset.fate.${fateOf(change)}`)}
            </span>
            <span className="mono" style={{ overflowWrap: 'anywhere' }}>
              {thingOf(change)}
            </span>
          </Group>
        ))}
        {changes.length === 0 && status?.unknown === undefined && (
          <Text component="li" fz="sm" c="dimmed">
            {t('reset.nodeClean')}
          </Text>
        )}
        {kept.length > 0 && changes.length > 0 && (
          <Group component="li" gap={8} wrap="nowrap" align="flex-start" mb={4}>
            <span className={classes.fate} data-fate="leave">
              {t('reset.fate.leave')}
            </span>
            <Text component="span" fz="sm">
              {t('reset.kept', { things: kept.join(', ') })}
            </Text>
          </Group>
        )}
      </ul>
    </div>
  );
}

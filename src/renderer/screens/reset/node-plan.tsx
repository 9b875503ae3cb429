import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeSight, StandingChange } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';
import { NodeTrouble } from '../lesson/node-trouble.tsx';
import { PlanRow } from './plan-row.tsx';
import { TypedRows } from './typed-rows.tsx';

interface Props {
  node: string;
  changes: readonly StandingChange[];
  /** What the node itself said, once it was asked. */
  status?: NodeStatus | undefined;
  /** It was seen and is not now: what is there now nobody knows. */
  lost?: NodeSight | undefined;
  /** Containers that were created manually are cut off from the lab's network. */
  unowned: boolean;
  depth: ResetDepth;
}

const counted = ['containers', 'networks', 'images', 'volumes'] as const;

/** One node: what goes, what comes back, and what is left alone because it was there before. */
export function NodePlan({ node, changes, status, lost, unowned, depth }: Props) {
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
      {lost && (
        <Text fz="sm" c="var(--lab-bad)" mb={4}>
          <NodeTrouble sight={lost} brief /> {t('reset.unseen')}
        </Text>
      )}
      {status?.unknown !== undefined && !lost && (
        <Text fz="sm" c="var(--lab-bad)" mb={4}>
          {t('reset.unknown', { why: stripUnsafe(status.unknown) })}
        </Text>
      )}
      {(lost || status?.unknown !== undefined) && (
        <Text fz="sm" mb={4}>
          {t('reset.later')}
        </Text>
      )}
      {status?.inDoubt && (
        <Text fz="sm" c="var(--lab-store)" mb={4}>
          {t('reset.inDoubt')}
        </Text>
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {status?.unowned?.map(({ container, network }) => (
          <PlanRow key={`${container} ${network}`} fate={unowned ? 'disconnect' : 'leave'}>
            {t('reset.byHand', { container: stripUnsafe(container), network })}
          </PlanRow>
        ))}
        {status?.ended?.map((container) => (
          <PlanRow key={container} fate="start">
            {t('reset.ended', { container: stripUnsafe(container) })}
          </PlanRow>
        ))}
        {status?.typed && <TypedRows typed={status.typed} depth={depth} unowned={unowned} />}
        {changes.toReversed().map((change) => (
          <PlanRow key={change.change} fate={change.fate}>
            <span className="mono">{stripUnsafe(change.change)}</span> {t('reset.byApp')}
          </PlanRow>
        ))}
        {changes.length === 0 &&
          status &&
          status.unknown === undefined &&
          (status?.typed?.things ?? []).length === 0 && (
            <Text component="li" fz="sm" c="dimmed">
              {t('reset.nodeClean')}
            </Text>
          )}
        {kept.length > 0 && changes.length > 0 && (
          <PlanRow fate="leave">{t('reset.kept', { things: kept.join(', ') })}</PlanRow>
        )}
      </ul>
    </div>
  );
}

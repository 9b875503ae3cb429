import { Alert, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAge } from '../../ui/use-age.ts';

const shown = 4;
const patienceMs = 2_500;

/** Nodes that cannot be seen, with the cause and for how long; and engines that do not run. Nothing where all is well. */
export function NodesSeen({ nodes }: { nodes: readonly NodeSight[] }) {
  const { t } = useTranslation();
  const isLate = useLate(nodes.some(isNew));
  const troubled = nodes.filter(
    (sight) => (sight.seen.state !== 'now' || (sight.docker ?? 'running') !== 'running') && (isLate || !isNew(sight)),
  );
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

/** It was never seen: whoever opens a lab waits a moment for its nodes. */
const isNew = ({ seen }: NodeSight): boolean => seen.state === 'unknown' && seen.last === undefined;

/** True when it has lasted for a while. */
function useLate(lasts: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!lasts) return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [lasts]);
  return isLate;
}

function NodeTrouble({ sight: { node, seen, docker = 'running' } }: { sight: NodeSight }) {
  const { t } = useTranslation();
  const age = useAge();
  if (seen.state === 'now') return docker === 'running' ? null : t(`lesson.daemon.docker.${docker}`, { node });
  const { error, last } = seen;
  const why = stripUnsafe(error.message);
  return (
    <>
      {last === undefined
        ? t('lesson.unseenWhy', { node, why })
        : t('lesson.unseenSince', { node, why, age: age(last) })}
      {error.remedy && ` ${stripUnsafe(error.remedy)}`}
    </>
  );
}

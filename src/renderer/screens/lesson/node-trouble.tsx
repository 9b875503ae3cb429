import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { useAge } from '../../ui/use-age.ts';

const patienceMs = 2_500;

/** Nodes that cannot be seen, and those on which Docker does not run. */
export function useTroubled(nodes: readonly NodeSight[]): NodeSight[] {
  const isLate = useLate(nodes.some(isNew));
  return nodes.filter(
    (sight) => (sight.seen.state !== 'now' || (sight.docker ?? 'running') !== 'running') && (isLate || !isNew(sight)),
  );
}

/** It was never seen: whoever opens a lab waits a moment for its nodes. */
export const isNew = ({ seen }: NodeSight): boolean => seen.state === 'unknown' && seen.last === undefined;

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

/** Why a node cannot be seen, and for how long; or how its engine is. `brief`: where there is no room for what to do. */
export function NodeTrouble({ sight, brief = false }: { sight: NodeSight; brief?: boolean }) {
  const { t } = useTranslation();
  const age = useAge();
  const { node, seen, docker = 'running' } = sight;
  if (seen.state === 'now') return docker === 'running' ? null : t(`lesson.daemon.docker.${docker}`, { node });
  const { error, last } = seen;
  const why = stripUnsafe(error.message);
  return (
    <>
      {last === undefined
        ? t('lesson.unseenWhy', { node, why })
        : t('lesson.unseenSince', { node, why, age: age(last) })}
      {!brief && error.remedy && ` ${stripUnsafe(error.remedy)}`}
    </>
  );
}

import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';

/** Whether something happened on the nodes between two sights of them, after which a plan may be another one. */
export function differs(before: readonly NodeSight[], now: readonly NodeSight[]): boolean {
  return now.some((sight) => {
    const old = before.find(({ node }) => node === sight.node);
    if (!old) return isLost(sight) || sight.changedAt !== undefined;
    return (
      isLost(old) !== isLost(sight) ||
      isOther(old.docker, sight.docker) ||
      isOther(old.etcd, sight.etcd) ||
      (sight.changedAt !== undefined && sight.changedAt !== old.changedAt)
    );
  });
}

/** It was seen, and is not now. One that was never seen may be about to be. */
export const isLost = ({ seen }: NodeSight): boolean => seen.state === 'unknown' && seen.last !== undefined;

const isOther = <T>(one: T | undefined, other: T | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

import { useEffect } from 'react';
import { create } from 'zustand';
import { withNews } from '../../shared/snapshot/news.ts';
import { emptySnapshot, type LabSnapshot } from '../../shared/snapshot/snapshot.ts';
import { useCard } from './app-stores.ts';
import { sharedUse } from './shared-use.ts';
import { watch } from './watch.ts';

/** Mirrors of what core knows of the labs that are looked at. */
export const useSnapshots = create<{ byLab: Record<string, LabSnapshot> }>(() => ({ byLab: {} }));

/** Mirrors a lab for as long as somebody uses it; gives what ends the use. What it was like then is nothing to show later. */
export const mirrorLab = sharedUse((lab) => {
  const stop = watch(
    (client, signal) => client.labs.snapshot({ id: lab }, { signal }),
    (news) =>
      useSnapshots.setState(({ byLab }) => ({
        byLab: { ...byLab, [lab]: withNews(byLab[lab] ?? emptySnapshot, news) },
      })),
  );
  return () => {
    stop();
    useSnapshots.setState(({ byLab: { [lab]: _, ...others } }) => ({ byLab: others }));
  };
});

/** What core knows of a lab, as it changes; empty until core has told, without a lab, and while its track is not known. */
export function useSnapshot(lab: string | undefined): LabSnapshot {
  const { name, track } = useCard(lab) ?? {};
  const known = name !== undefined && track !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another name or track it is another lab
  useEffect(() => (known && lab !== undefined ? mirrorLab(lab) : undefined), [lab, known, name, track]);
  return useSnapshots(({ byLab }) => (lab === undefined ? undefined : byLab[lab])) ?? emptySnapshot;
}

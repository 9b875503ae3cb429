import { useEffect } from 'react';
import { create } from 'zustand';
import type { PictureNews } from '../../shared/picture/news.ts';
import { useCard } from './app-stores.ts';
import { sharedUse } from './shared-use.ts';
import { watch } from './watch.ts';

/** By lab: what its picture is drawn from, and what changed lately, while somebody looks. */
const usePictures = create<{ byLab: Record<string, PictureNews> }>(() => ({ byLab: {} }));

const mirror = sharedUse((lab) => {
  const stop = watch(
    (client, signal) => client.labs.picture({ id: lab }, { signal }),
    (news) => usePictures.setState(({ byLab }) => ({ byLab: { ...byLab, [lab]: news } })),
  );
  return () => {
    stop();
    usePictures.setState(({ byLab: { [lab]: _, ...others } }) => ({ byLab: others }));
  };
});

/** Undefined until core has told. */
export function usePicture(lab: string): PictureNews | undefined {
  const { name, track, state } = useCard(lab) ?? {};
  const known = name !== undefined && state !== 'invalid';
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another name or track it is another lab
  useEffect(() => (known ? mirror(lab) : undefined), [lab, known, name, track]);
  return usePictures(({ byLab }) => byLab[lab]);
}

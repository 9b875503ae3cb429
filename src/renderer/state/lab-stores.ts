import { useEffect } from 'react';
import { create } from 'zustand';
import type { StoreNews } from '../../shared/store/store.ts';
import { sharedUse } from './shared-use.ts';
import { watch } from './watch.ts';

/** By lab: what its store keeps, and what came and went in it, while somebody looks. */
const useStores = create<{ byLab: Record<string, StoreNews> }>(() => ({ byLab: {} }));

const mirror = sharedUse((lab) => {
  const stop = watch(
    (client, signal) => client.labs.store({ id: lab }, { signal }),
    (news) => useStores.setState(({ byLab }) => ({ byLab: { ...byLab, [lab]: news } })),
  );
  return () => {
    stop();
    useStores.setState(({ byLab: { [lab]: _, ...others } }) => ({ byLab: others }));
  };
});

/** Undefined until core has told. */
export function useStore(lab: string): StoreNews | undefined {
  useEffect(() => mirror(lab), [lab]);
  return useStores(({ byLab }) => byLab[lab]);
}

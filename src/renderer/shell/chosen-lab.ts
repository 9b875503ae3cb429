import { useEffect } from 'react';
import { create } from 'zustand';
import { useLabs } from '../state/app-stores.ts';
import { useRoute } from '../state/route.ts';

const useLast = create<{ lab?: string }>(() => ({}));

/** The lab of the address; else the one that was looked at last; else the first. */
export function useChosenLab(): string | undefined {
  const { lab } = useRoute();
  const last = useLast((state) => state.lab);
  const cards = useLabs((state) => state.cards);
  useEffect(() => {
    if (lab) useLast.setState({ lab });
  }, [lab]);
  return lab ?? cards?.find(({ id }) => id === last)?.id ?? cards?.[0]?.id;
}

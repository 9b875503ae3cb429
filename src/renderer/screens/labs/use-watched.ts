import { useEffect } from 'react';
import { create } from 'zustand';

/** Each costs a connection and a program on each of its nodes. Core has room for some more, for lessons in other windows. */
export const mostCards = 8;

const useWanted = create<{ labs: readonly string[] }>(() => ({ labs: [] }));

/** Whether a card's lab is watched: of those that want it the first few. Cards that go out of sight make place. */
export function useWatched(lab: string, wants: boolean): boolean {
  useEffect(() => {
    if (!wants) return;
    useWanted.setState(({ labs }) => ({ labs: [...labs, lab] }));
    return () => useWanted.setState(({ labs }) => ({ labs: labs.filter((one) => one !== lab) }));
  }, [lab, wants]);
  return useWanted(({ labs }) => labs.slice(0, mostCards).includes(lab)) && wants;
}

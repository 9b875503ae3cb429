import { useEffect } from 'react';
import { create } from 'zustand';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { useCard } from './app-stores.ts';
import { sharedUse } from './shared-use.ts';
import { watch } from './watch.ts';

/** By lab: the tutorial's commands that were typed in its terminals, oldest first. */
const useTyped = create<Record<string, readonly TypedEntry[]>>(() => ({}));
const none: readonly TypedEntry[] = [];

const mirror = sharedUse((lab) =>
  watch(
    (client, signal) => client.labs.typed({ id: lab }, { signal }),
    (entries) => useTyped.setState({ [lab]: entries }),
  ),
);

/** What was typed in a lab's terminals, as core knows it; empty until core has told. */
export function useTypedEntries(lab: string): readonly TypedEntry[] {
  const { name, state } = useCard(lab) ?? {};
  const known = name !== undefined && state !== 'invalid';
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another name it is another lab
  useEffect(() => (known ? mirror(lab) : undefined), [lab, known, name]);
  return useTyped((all) => all[lab]) ?? none;
}

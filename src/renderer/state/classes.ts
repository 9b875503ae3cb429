import { useEffect } from 'react';
import { create } from 'zustand';
import type { ClassView } from '../../shared/wire/class-view.ts';
import { ask } from './connection.ts';
import { sharedUse } from './shared-use.ts';
import { mirrorLab } from './snapshots.ts';
import type { Client } from './transport.ts';
import { watch } from './watch.ts';

/** Mirror of the classes, while a wall is shown. */
export const useClassViews = create<{ all?: ClassView[] }>(() => ({}));

const mirrorClasses = sharedUse(() =>
  watch(
    (client, signal) => client.classes.watch(undefined, { signal }),
    (all) => useClassViews.setState({ all }),
  ),
);

export function useClasses(): ClassView[] | undefined {
  useEffect(() => mirrorClasses(''), []);
  return useClassViews(({ all }) => all);
}

/** Mirrors the labs of all seats for as long as their wall is shown. */
export function useSeatLabs(labs: readonly string[]): void {
  const key = JSON.stringify(labs);
  useEffect(() => {
    const stops = (JSON.parse(key) as string[]).map((lab) => mirrorLab(lab));
    return () => {
      for (const stop of stops) stop();
    };
  }, [key]);
}

export type ClassAction = Parameters<Client['classes']['act']>[0];

export const actOnClass = (action: ClassAction) => ask((client) => client.classes.act(action));
export const cancelClass = (name: string) => ask((client) => client.classes.cancel({ class: name }));

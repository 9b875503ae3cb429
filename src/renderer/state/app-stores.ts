import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import type { Operation } from '../../shared/wire/operation.ts';
import type { Question } from '../../shared/wire/question.ts';
import { type Settings, settingsSchema } from '../../shared/wire/settings.ts';
import { ask } from './connection.ts';
import { watch } from './watch.ts';

/** Mirrors of what core tells; nothing here is decided by the window. */
export const useLabs = create<{ cards?: LabCard[] }>(() => ({}));
export const useOperations = create<{ all: Operation[] }>(() => ({ all: [] }));
export const useQuestions = create<{ open: Question[] }>(() => ({ open: [] }));
export const useSettings = create<Settings & { loaded: boolean }>(() => ({
  ...settingsSchema.parse({}),
  loaded: false,
}));

/** Labs, and what is being done with them. */
export function mirrorLabs(): void {
  watch(
    (client, signal) => client.labs.watch(undefined, { signal }),
    (cards) => useLabs.setState({ cards }),
  );
  watch(
    (client, signal) => client.operations.watch(undefined, { signal }),
    (all) => useOperations.setState({ all }),
  );
}

export function mirrorQuestions(): void {
  watch(
    (client, signal) => client.questions.watch(undefined, { signal }),
    (open) => useQuestions.setState({ open }),
  );
}

export function startMirrors(): void {
  mirrorLabs();
  mirrorQuestions();
  void ask((client) => client.app.settings()).then((settings) => useSettings.setState({ ...settings, loaded: true }));
}

export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const settings = settingsSchema.parse({ ...useSettings.getState(), ...change });
  useSettings.setState(settings);
  useSettings.setState(await ask((client) => client.app.saveSettings(settings)));
}

/** Work on this lab that is no run, newest first, and some that has ended. */
export const useOperationsOn = ({ id, name }: LabCard): Operation[] =>
  useOperations(useShallow(({ all }) => all.filter(({ lab }) => lab === id || lab === name)));

export const useCard = (id: string | undefined): LabCard | undefined =>
  useLabs(({ cards }) => cards?.find((card) => card.id === id));

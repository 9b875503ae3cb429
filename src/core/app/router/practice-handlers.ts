import path from 'node:path';
import type { PracticeOptions } from '../../practice/run-script.ts';
import type { State } from '../state.ts';
import { os, refusedWhile } from './window-context.ts';

export function practiceHandlers(state: State) {
  const { practice, practiceOptions, operations } = state;
  const onLab = (title: string, name: string, deed: Deed) => ({
    operation: startOnLab(state, { title, name, deed }),
  });
  /** The nodes go: what is open to them would only be seen to die. */
  const onEnd = (title: string, name: string, deed: Deed) => ({
    operation: startOnLab(state, { title, name, deed, closeFirst: true }),
  });
  return {
    requirements: os.practice.requirements.handler(async () => {
      const { ok, missing, reasons } = await practice.practiceRequirements(practiceOptions);
      const lasting = reasons.filter(({ code }) => code !== 'packages-missing');
      const why = reasons.find(({ code }) => code === 'packages-missing')?.message ?? '';
      return {
        ok,
        missing: missing.map((name) => ({ package: name, reason: why })),
        problems: lasting.map(({ message }) => message),
      };
    }),
    install: os.practice.install.handler(() => ({
      operation: operations.start({
        title: 'Install the packages of the practice lab',
        do: async (how) => {
          await state.becomeRoot('practice', how.signal);
          await practice.practiceInstall({ ...practiceOptions, ...how });
        },
      }),
    })),
    up: os.practice.up.handler(({ input: { name, nodes, suite } }) =>
      onLab(`Practice lab ${name}`, name, (how) => practice.practiceUp({ name, nodes, suite }, how)),
    ),
    start: os.practice.start.handler(({ input: { name } }) =>
      onLab(`Start ${name}`, name, (how) => practice.practiceStart(name, how)),
    ),
    stop: os.practice.stop.handler(({ input: { name } }) =>
      onEnd(`Stop ${name}`, name, (how) => practice.practiceStop(name, how)),
    ),
    down: os.practice.down.handler(({ input: { name } }) =>
      onEnd(`Delete ${name}`, name, (how) => practice.practiceDown(name, how)),
    ),
  };
}

type Deed = (how: PracticeOptions) => Promise<unknown>;

interface OnLab {
  title: string;
  name: string;
  deed: Deed;
  closeFirst?: boolean;
}

function startOnLab(state: State, { title, name, deed, closeFirst = false }: OnLab): string {
  const { operations, runs, sessions, practiceStates, practiceOptions, becomeRoot } = state;
  const lab = `practice:${name}`;
  const run = runs.on(lab);
  refusedWhile(title, run && `a ${run.command} of ${name}`);
  return operations.start({
    title,
    lab,
    do: async (how) => {
      await becomeRoot(lab, how.signal);
      try {
        const known = practiceStates.value.find((one) => one.name === name);
        if (known && closeFirst) await sessions.closeLab(path.dirname(known.labFile));
        await deed({ ...practiceOptions, ...how });
      } finally {
        await practiceStates.look().catch(() => undefined);
      }
    },
  });
}

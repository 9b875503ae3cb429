import path from 'node:path';
import type { PracticeOptions } from '../practice/run-script.ts';
import type { State } from './state.ts';
import { os, refusedWhile } from './window-context.ts';

export function practiceHandlers(state: State) {
  const { practice, practiceOptions, operations } = state;
  const onLab = (title: string, name: string, deed: (how: PracticeOptions) => Promise<unknown>) => ({
    operation: startOnLab(state, title, name, deed),
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
        do: (how) => practice.practiceInstall({ ...practiceOptions, ...how }),
      }),
    })),
    up: os.practice.up.handler(({ input: { name, nodes, suite } }) =>
      onLab(`Practice lab ${name}`, name, (how) => practice.practiceUp({ name, nodes, suite }, how)),
    ),
    start: os.practice.start.handler(({ input: { name } }) =>
      onLab(`Start ${name}`, name, (how) => practice.practiceStart(name, how)),
    ),
    stop: os.practice.stop.handler(({ input: { name } }) =>
      onLab(`Stop ${name}`, name, (how) => practice.practiceStop(name, how)),
    ),
    down: os.practice.down.handler(({ input: { name } }) =>
      onLab(`Delete ${name}`, name, (how) => practice.practiceDown(name, how)),
    ),
  };
}

function startOnLab(
  { operations, runs, sessions, practiceStates, practiceOptions }: State,
  title: string,
  name: string,
  deed: (how: PracticeOptions) => Promise<unknown>,
): string {
  const lab = `practice:${name}`;
  refusedWhile(title, runs.on(lab) && `a ${runs.on(lab)?.command} of ${name}`);
  return operations.start({
    title,
    lab,
    do: async (how) => {
      try {
        // What is open to its nodes would only be seen to die.
        const known = practiceStates.value.find((one) => one.name === name);
        if (known && !title.startsWith('Practice')) await sessions.closeLab(path.dirname(known.labFile));
        await deed({ ...practiceOptions, ...how });
      } finally {
        await practiceStates.look().catch(() => undefined);
      }
    },
  });
}

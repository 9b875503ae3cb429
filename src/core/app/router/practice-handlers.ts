import path from 'node:path';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { PracticeOptions } from '../../practice/run-script.ts';
import type { State } from '../state.ts';
import { os, refusedWhile } from './window-context.ts';

export function practiceHandlers(state: State) {
  const { practice, practiceOptions, operations } = state;
  const onLab = (title: Words, name: string, action: Action) => ({
    operation: startOnLab(state, { title, name, action }),
  });
  /** The nodes go: what is open to them would only be seen to die. */
  const onEnd = (title: Words, name: string, action: Action) => ({
    operation: startOnLab(state, { title, name, action, closeFirst: true }),
  });
  return {
    requirements: os.practice.requirements.handler(async () => {
      const { ok, missing, reasons, memory } = await practice.practiceRequirements(practiceOptions);
      const lasting = reasons.filter(({ code }) => code !== 'packages-missing');
      const why = reasons.find(({ code }) => code === 'packages-missing')?.message ?? '';
      return {
        ok,
        missing: missing.map((name) => ({ package: name, reason: why })),
        problems: lasting.map(({ message }) => message),
        memory,
      };
    }),
    install: os.practice.install.handler(() => ({
      operation: operations.start({
        title: texts.app.installPackages,
        do: async (how) => {
          await state.becomeRoot('practice', how.signal);
          await practice.practiceInstall({ ...practiceOptions, ...how });
        },
      }),
    })),
    up: os.practice.up.handler(({ input: { name, nodes, suite } }) =>
      onLab(texts.app.makePracticeLab({ name }), name, (how) => practice.practiceUp({ name, nodes, suite }, how)),
    ),
    start: os.practice.start.handler(({ input: { name } }) =>
      onLab(texts.app.startPracticeLab({ name }), name, (how) => practice.practiceStart(name, how)),
    ),
    stop: os.practice.stop.handler(({ input: { name } }) =>
      onEnd(texts.app.stopPracticeLab({ name }), name, (how) => practice.practiceStop(name, how)),
    ),
    reset: os.practice.reset.handler(({ input: { name } }) =>
      onEnd(texts.app.resetPracticeLab({ name }), name, async (how) => {
        await practice.practiceReset(name, [], how);
        // What the app knows of the lab follows from its runs: one that finds nothing says that nothing stands.
        const lab = `practice:${name}`;
        state.runs.start(lab, await state.trusted(lab, 'looks', how.signal), { command: 'reset' });
      }),
    ),
    down: os.practice.down.handler(({ input: { name } }) =>
      onEnd(texts.app.deletePracticeLab({ name }), name, (how) => practice.practiceDown(name, how)),
    ),
  };
}

type Action = (how: PracticeOptions) => Promise<unknown>;

interface OnLab {
  title: Words;
  name: string;
  action: Action;
  closeFirst?: boolean;
}

function startOnLab(state: State, { title, name, action, closeFirst = false }: OnLab): string {
  const { operations, runs, sessions, practiceStates, practiceOptions, becomeRoot } = state;
  const lab = `practice:${name}`;
  const run = runs.on(lab);
  refusedWhile(title, run && texts.app.aRunOf({ command: run.command, lab: name }));
  return operations.start({
    title,
    lab,
    do: async (how) => {
      await becomeRoot(lab, how.signal);
      try {
        const known = practiceStates.value.find((one) => one.name === name);
        if (known && closeFirst) await sessions.closeLab(path.dirname(known.labFile));
        await action({ ...practiceOptions, ...how });
      } finally {
        await practiceStates.look().catch(() => undefined);
      }
    },
  });
}

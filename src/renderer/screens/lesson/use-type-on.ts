import type { PlacedPart } from '../../state/parts.ts';
import { putIntoTerminal } from './put-into-terminal.ts';
import type { LessonCommand } from './step-commands.tsx';
import { useTyping } from './typing-store.ts';

export interface TypeOn {
  /** Puts the next command of the part into a terminal on its node. */
  type: () => void;
  /** The one that is next, from 0, and how many there are. */
  at: number;
  count: number;
  /** Whether all of them were put in. */
  all: boolean;
}

/** The part's commands one after another, in the order in which they are to be typed. */
export function useTypeOn(lab: string, part: PlacedPart, lesson: readonly LessonCommand[]): TypeOn {
  const key = `${lab} ${part.id}`;
  const dock = useTyping((state) => state.dock[lab] ?? false);
  const put = useTyping((state) => state.put[key] ?? 0);
  const commands = part.steps.flatMap((step) =>
    lesson.filter((one) => one.step === step).flatMap((one) => one.commands.map((command) => ({ step, ...command }))),
  );
  const at = dock && put < commands.length ? put : 0;
  const next = commands[at];
  return {
    type: () => {
      if (!next) return;
      putIntoTerminal({ lab, ...next });
      useTyping.getState().went(key, at + 1);
    },
    at,
    count: commands.length,
    all: commands.length > 0 && put >= commands.length,
  };
}

import type { PlacedPart } from '../../state/parts.ts';
import { useSnapshots } from '../../state/snapshots.ts';
import { sentSince, typedKey, useTypedCommands } from '../terminals/typed-commands.ts';
import { putIntoTerminal } from './put-into-terminal.ts';
import type { LessonCommand } from './step-commands.tsx';
import { useTyping } from './typing-store.ts';

export interface TypeOn {
  /** Puts the next command of the part into a terminal on its node. */
  type: () => void;
  /** The one that is next, from 0, and how many there are. */
  at: number;
  count: number;
  /** Whether all of them were put in or sent. */
  all: boolean;
  /** The first command that was not sent yet, while terminals are open beside the lesson. */
  next?: LessonCommand['commands'][number];
}

/** The part's commands one after another, in the order in which they are to be typed; sent by whatever way. */
export function useTypeOn(lab: string, part: PlacedPart, lesson: readonly LessonCommand[]): TypeOn {
  const key = `${lab} ${part.id}`;
  const dock = useTyping((state) => state.dock[lab] ?? false);
  const put = useTyping((state) => state.put[key]);
  const takenBackAt = useSnapshots(({ byLab }) => byLab[lab]?.takenBackAt) ?? '';
  const typed = useTypedCommands((state) => state[lab]);
  const commands = part.steps.flatMap((step) =>
    lesson.filter((one) => one.step === step).flatMap((one) => one.commands.map((command) => ({ step, ...command }))),
  );
  const putIn = put && put.at > takenBackAt ? put.count : 0;
  const isSent = (one: { node: string; command: string }) =>
    sentSince(typed?.[typedKey(one.node, one.command)], takenBackAt) !== undefined;
  const sent = commands.findLastIndex(isSent) + 1;
  const begun = Math.max(putIn, sent);
  // Whoever goes through all of them once more begins with the first.
  const at = !dock || commands.length === 0 ? 0 : begun < commands.length ? begun : putIn % commands.length;
  const next = commands[at];
  return {
    type: () => {
      if (!next) return;
      putIntoTerminal({ lab, ...next });
      useTyping.getState().went(key, at + 1);
    },
    at,
    count: commands.length,
    // One that was put in and not sent is still to be sent.
    ...(dock && commands[sent] && { next: commands[sent] }),
    all: commands.length > 0 && begun >= commands.length,
  };
}

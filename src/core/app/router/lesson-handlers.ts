import { sent } from '../../../shared/texts/wire.ts';
import type { LessonCommands } from '../../../shared/wire/lesson-commands.ts';
import { trackOf } from '../../tracks/tracks.ts';
import type { State } from '../state.ts';
import { os } from './window-context.ts';

export function lessonHandlers({ labs }: State) {
  return {
    commands: os.lesson.commands.handler(async ({ input }) => {
      const { lab } = await labs.load(input.lab);
      const steps = trackOf(lab).steps.map(({ id, title, commands }) => ({ step: id, title, commands: commands(lab) }));
      return sent(steps) as LessonCommands;
    }),
  };
}

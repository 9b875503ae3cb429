import type { State } from '../state.ts';
import { os, stream } from './window-context.ts';

export function questionsHandlers({ questions }: State) {
  return {
    watch: os.questions.watch.handler(({ signal, context }) => stream(questions.open.changes(signal, context.ready))),
    answer: os.questions.answer.handler(async ({ input }) => {
      await questions.answer(input.id, input.answer, input.remember);
      return { ok: true };
    }),
  };
}

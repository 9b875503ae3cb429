import { texts } from '../../../shared/texts/text.ts';
import { askDrills, drills } from '../../drills/drill-calls.ts';
import { stateDir } from '../../gates/places.ts';
import { cleaned } from '../../report/cleaned.ts';
import type { State } from '../state.ts';
import { os, refusedWhile } from './window-context.ts';

export function drillsHandlers(state: State) {
  const { env, sessions, questions, operations } = state;
  return {
    ask: os.drills.ask.handler(async ({ input: { lab, question }, signal = new AbortController().signal }) => {
      refusedWhile(texts.drills.aDrill, operations.on(lab));
      const prompts = (waiting: AbortSignal) => questions.prompts(lab, waiting);
      const end = await askDrills(drills, await state.trusted(lab, 'asked', signal), question, {
        ...{ prompts: prompts(signal), signal, state: stateDir(env) },
        connect: (target, { signal: waiting }) =>
          sessions.lend(target, { prompts, ...(waiting && { signal: waiting }) }),
      });
      return cleaned(end);
    }),
  };
}

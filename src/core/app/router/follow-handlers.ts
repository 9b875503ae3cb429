import { followLab } from '../../follow/follow-lab.ts';
import { cleaned } from '../../report/cleaned.ts';
import type { State } from '../state.ts';
import { os } from './window-context.ts';

export function followHandlers(state: State) {
  const { sessions, questions } = state;
  return {
    start: os.follow.start.handler(async ({ input: { lab, question }, signal }) => {
      const over = signal ?? new AbortController().signal;
      const prompts = (waiting: AbortSignal) => questions.prompts(lab, waiting);
      const { report, file } = await followLab(await state.trusted(lab, 'asked', signal), {
        ...{ question, prompts: prompts(over), signal: over },
        connect: (target, { signal: waiting }) =>
          sessions.lend(target, { prompts, ...(waiting && { signal: waiting }) }),
      });
      const fileName = `${report.lab}-${report.ends.from.worker}-${report.ends.to.worker}.pcapng`;
      return { report: cleaned(report), file: Buffer.from(file).toString('base64'), fileName };
    }),
  };
}

import { LabError } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { tracksOn } from '../../../shared/tracks/tracks.ts';
import { compareTracks, isBuilt } from '../../compare/compare-tracks.ts';
import { keepComparison, keptComparisons } from '../../compare/kept-comparisons.ts';
import { stateDir } from '../../gates/places.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { noPrompts } from '../../remote/auth/prompts.ts';
import { lookAtEngines } from '../../runs/choose-track.ts';
import { labStatus } from '../../runs/lab-status.ts';
import type { RunRequest } from '../../runs/run-request.ts';
import type { State } from '../state.ts';
import { os, refusedWhile } from './window-context.ts';

/** Newest comparisons that a window is sent. */
const shown = 5;

export function compareHandlers(state: State) {
  const { runs, labs, trusted, operations, env } = state;
  return {
    start: os.compare.start.handler(async ({ input: { lab, ...request }, signal }) => {
      const loaded = await trusted(lab, 'asked', signal);
      const other = operations.on(lab) ?? runs.on(lab)?.command;
      refusedWhile(texts.compare.aComparison, other);
      await mustNotBeBuilt(state, lab, loaded, signal);
      const operation = operations.start({
        title: texts.compare.comparing({ lab: loaded.lab.name, tracks: request.tracks }),
        lab,
        do: async ({ signal: over, onProgress }) => {
          const comparison = await compareTracks(
            loaded,
            request,
            (onTrack, wanted, although) =>
              runs.perform(lab, onTrack, wanted, although ? new AbortController().signal : over),
            {
              signal: over,
              tell: ({ track, fraction, doing }) =>
                onProgress({ percent: 100 * fraction, message: spoken.compare.doing[doing]({ track }) }),
            },
          );
          await keepComparison(stateDir(env), comparison);
        },
      });
      return { operation };
    }),
    able: os.compare.able.handler(async ({ input, signal = new AbortController().signal }) => {
      const loaded = await trusted(input.lab, 'looks', signal);
      const connect: RunRequest['connect'] = (target, how) => state.sessions.lend(target, { signal: how.signal });
      const engines = await lookAtEngines(loaded, { prompts: noPrompts, signal, connect });
      return tracksOn(engines.filter(({ version }) => version));
    }),
    kept: os.compare.kept.handler(async ({ input }) =>
      keptComparisons(stateDir(env), (await labs.load(input.lab)).lab.name, shown),
    ),
  };
}

async function mustNotBeBuilt(state: State, id: string, loaded: TrustedLab, signal?: AbortSignal): Promise<void> {
  const { sessions, questions } = state;
  const waiting = signal ?? new AbortController().signal;
  const prompts = questions.prompts(id, waiting);
  const { nodes } = await labStatus(loaded, {
    prompts,
    signal: waiting,
    connect: (target, how) => sessions.lend(target, { ...how, prompts: (until) => questions.prompts(id, until) }),
  });
  if (isBuilt(nodes))
    throw new LabError('refused', texts.compare.isBuilt({ lab: loaded.lab.name }), {
      remedy: texts.compare.isBuiltRemedy,
    });
}

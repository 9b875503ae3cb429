import path from 'node:path';
import { type LabNode, labSchema } from '../../../shared/lab/lab.ts';
import type { Engine } from '../../../shared/wire/engine.ts';
import { dataDir } from '../../gates/places.ts';
import { lookAtEngines } from '../../runs/choose-track.ts';
import type { State } from '../state.ts';

/** Questions about machines that are no lab yet. */
const noLab = 'form';

/** Engines of machines that a person named in a form: whoever filled it in knows what it says. */
export function enginesOf(
  { env, sessions, questions }: Pick<State, 'env' | 'sessions' | 'questions'>,
  nodes: readonly LabNode[],
  signal = new AbortController().signal,
): Promise<Engine[]> {
  const baseDir = path.join(dataDir(env), 'labs');
  const lab = labSchema.parse({ name: noLab, track: 'etcd', network: {}, nodes });
  const prompts = (waiting: AbortSignal) => questions.prompts(noLab, waiting);
  return lookAtEngines(
    { lab, file: path.join(baseDir, `${noLab}.yaml`), baseDir, ownFiles: false },
    {
      ...{ signal, prompts: prompts(signal) },
      connect: (target, { signal: waiting }) => sessions.lend(target, { signal: waiting, prompts }),
    },
  );
}

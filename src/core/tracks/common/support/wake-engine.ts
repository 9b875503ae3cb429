import { LabError, wordsOf } from '../../../../shared/errors.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { within } from '../../../gates/wait.ts';
import { engineAnswers, engineInfo } from '../../../machine/engine.ts';
import { type EngineState, engineState } from '../../../machine/engine-state.ts';
import { engineTrouble } from '../../../machine/engine-trouble.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { journalReason } from '../../../machine/unit.ts';
import { allEnded } from './all-ended.ts';
import type { LabContext } from './lab-step.ts';
import { lookAgain } from './looks.ts';

/** An engine that has lost its store takes up to 20 s to answer; one that says nothing after that hangs. */
const patienceMs = 30_000;

/**
 * Taking back needs the engines: one that was stopped since, or given up by systemd, is started again, as it ran before the
 * lab. Throws `refused`, once a node, where it hangs, is masked or does not start: then nothing of it is taken back.
 */
export async function wakeEngines(context: LabContext, nodes: readonly Node[]): Promise<void> {
  await allEnded(nodes.map((node) => context.once(`awake@${node.name}`, () => wake(context, node))));
}

async function wake(context: LabContext, node: Node): Promise<void> {
  const { signal, log } = context;
  const wait = { what: texts.tracks.dockerOn({ node: node.name }), ms: patienceMs, signal, node: node.name };
  try {
    await within(wait, () => engineInfo(node));
    return;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LabError && error.code === 'unreachable') throw error;
    lookAgain(context);
    await start(node, wordsOf(error), { signal, log });
    lookAgain(context);
  }
}

async function start(
  node: Node,
  said: Words,
  { signal, log }: { signal: AbortSignal; log: (text: Words) => void },
): Promise<void> {
  const state = await engineState(node, signal);
  if (!isDown(state)) throw refusal(node, state, { reason: '', said });
  log(texts.tracks.engineStarted({ node: node.name, state: state.units['docker.service']?.active ?? '' }));
  const isStarted = await node.run(engineStart, {}, { signal });
  const answers = isStarted && (await engineAnswers(node, signal).catch(() => undefined));
  signal.throwIfAborted();
  if (answers) return;
  throw refusal(node, await engineState(node, signal), { reason: await journalReason(node, 'docker.service'), said });
}

/** Nothing of it runs, and its unit may be started. */
const isDown = ({ processes, units }: EngineState): boolean =>
  processes.length === 0 &&
  units['docker.service']?.load === 'loaded' &&
  ['inactive', 'failed'].includes(units['docker.service'].active);

/** True once systemd says that it runs. */
export const engineStart = operation<Record<never, never>, boolean>({
  name: 'engine.start',
  program: () => ({
    script:
      'systemctl reset-failed docker.service docker.socket 2>/dev/null; systemctl start docker.socket; systemctl start docker.service',
    expect: 'any',
    timeout: 120_000,
  }),
  read: ({ status }) => status === 0,
});

function refusal(node: Node, state: EngineState, why: { reason: string; said: Words }): LabError {
  const { message, remedy, diagnosis } = engineTrouble(state, why);
  return new LabError('refused', texts.tracks.engineDown({ node: node.name, trouble: message }), {
    node: node.name,
    remedy: texts.tracks.engineDownRemedy({ node: node.name, remedy }),
    ...(diagnosis !== undefined && { diagnosis }),
  });
}

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
 * Taking back needs the engines: one that was stopped since, given up by systemd, or masked by somebody, is started again, as
 * it ran before the lab. Throws `refused`, once a node, where it hangs or does not start: then nothing of it is taken back.
 */
export async function wakeEngines(context: LabContext, nodes: readonly Node[]): Promise<void> {
  await allEnded(nodes.map((node) => context.once(`awake@${node.name}`, () => wake(context, node))));
}

async function wake(context: LabContext, node: Node): Promise<void> {
  const { signal } = context;
  const wait = { what: texts.tracks.dockerOn({ node: node.name }), ms: patienceMs, signal, node: node.name };
  try {
    await within(wait, () => engineInfo(node));
    return;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LabError && error.code === 'unreachable') throw error;
    lookAgain(context);
    await start(context, node, wordsOf(error));
    lookAgain(context);
  }
}

async function start({ signal, log, baseline }: LabContext, node: Node, said: Words): Promise<void> {
  const state = await engineState(node, signal);
  const { docker, masked } = unitsOf(state);
  const ranBefore = baseline(node)?.units.some(({ unit, active }) => unit === service && active === 'active') ?? false;
  // What somebody masked before the lab, or nobody knows when, is theirs.
  if (!isDown(state) || (masked.length > 0 && !ranBefore)) throw refusal(node, state, { reason: '', said });
  log(
    masked.length > 0
      ? texts.tracks.engineUnmasked({ node: node.name, units: masked })
      : texts.tracks.engineStarted({ node: node.name, state: docker?.active ?? '' }),
  );
  const isStarted = await node.run(engineStart, { masked }, { signal });
  const answers = isStarted && (await engineAnswers(node, signal).catch(() => undefined));
  signal.throwIfAborted();
  if (answers) return;
  throw refusal(node, await engineState(node, signal), { reason: await journalReason(node, service), said });
}

const service = 'docker.service';

const unitsOf = ({ units }: EngineState) => ({
  docker: units[service],
  masked: [service, 'docker.socket'].filter((unit) => units[unit]?.load === 'masked'),
});

/** Nothing of it runs, and its unit may be started once it is not masked. */
const isDown = ({ processes, units }: EngineState): boolean =>
  processes.length === 0 &&
  ['loaded', 'masked'].includes(units[service]?.load ?? '') &&
  ['inactive', 'failed'].includes(units[service]?.active ?? '');

/** True once systemd says that it runs; `masked` are units that are not any more. */
export const engineStart = operation<{ masked: readonly string[] }, boolean>({
  name: 'engine.start',
  program: ({ masked }) => ({
    script: `for unit; do systemctl unmask -- "$unit"; systemctl unmask --runtime -- "$unit"; done 2>/dev/null
systemctl reset-failed docker.service docker.socket 2>/dev/null; systemctl start docker.socket; systemctl start docker.service`,
    words: masked,
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

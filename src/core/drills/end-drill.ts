import { setTimeout as wait } from 'node:timers/promises';
import { texts, type Words } from '../../shared/texts/text.ts';
import { wordsIn } from '../../shared/texts/wire.ts';
import { diagnoseLab } from '../diagnose/diagnose-lab.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import { startRun } from '../runs/start-run.ts';
import { trackOf } from '../tracks/tracks.ts';
import { noneRunning, runningIn } from './drill-state.ts';
import { keepDrill } from './kept-drills.ts';
import { type DrillRequest, type Ledgers, withLedgers } from './with-ledgers.ts';

/** An engine that was begun again needs some seconds to come to itself. */
const calmMs = 30_000;
const pauseMs = 1000;

/** All that is wrong with the lab, a line each; none where it is whole: diagnosis and every step's check say so. */
async function wrongWith(trusted: TrustedLab, request: DrillRequest): Promise<Words[]> {
  const { diagnose = diagnoseLab } = request;
  const { causes } = await diagnose(trusted, request);
  if (causes.length > 0)
    return causes.map((cause) => texts.drills.stillWrong({ title: wordsIn(cause, 'title'), nodes: cause.nodes }));
  const only = trackOf(trusted.lab)
    .steps.filter(({ kind }) => kind === 'build')
    .map(({ id }) => id);
  const { prompts, connect } = request;
  const run = startRun(trusted, { command: 'check', only, prompts, ...(connect && { connect }) });
  request.signal.addEventListener('abort', run.cancel, { once: true });
  const { findings, errors } = await run.finished;
  request.signal.removeEventListener('abort', run.cancel);
  request.signal.throwIfAborted();
  const open = findings.filter(({ step, state }) => only.includes(step) && state !== 'done');
  return [
    ...errors.map((error) => wordsIn(error, 'message')),
    ...open.map(({ step, node }) => texts.drills.stepOpen({ step, node: node ?? '' })),
  ];
}

/** Ends a drill where the lab is whole again; what is left, a line each, where it is not. Nothing is healed for it. */
export async function proveDrill(trusted: TrustedLab, request: DrillRequest): Promise<Words[]> {
  const running = await withLedgers(trusted, request, async ({ entries }) => runningIn(entries()));
  if (!running) throw noneRunning();
  if (!running.isNamed) return [texts.drills.nameFirst];
  const left = await wrongWith(trusted, request);
  if (left.length > 0) return left;
  await withLedgers(trusted, request, (ledgers) => takeBackDrill(ledgers, request.signal));
  await keepDrill(request, trusted, running, { isHealed: false, isProved: true });
  return [];
}

/** Takes the fault back, whoever made it, and proves that the lab is whole; what is left, where it is not. */
export async function healDrill(trusted: TrustedLab, request: DrillRequest): Promise<Words[]> {
  const running = await withLedgers(trusted, request, async (ledgers) => {
    const found = runningIn(ledgers.entries());
    if (!found && ledgers.entries().length === 0) throw noneRunning();
    await takeBackDrill(ledgers, request.signal);
    return found;
  });
  const end = performance.now() + calmMs;
  let left = await wrongWith(trusted, request);
  while (left.length > 0 && performance.now() < end) {
    await wait(pauseMs, undefined, { signal: request.signal });
    left = await wrongWith(trusted, request);
  }
  if (running) await keepDrill(request, trusted, running, { isHealed: true, isProved: left.length === 0 });
  return left;
}

/** What the ledgers name of drills is undone on all nodes; can be repeated. */
export async function takeBackDrill({ nodes, journal }: Ledgers, signal: AbortSignal): Promise<void> {
  const back = async (node: Ledgers['nodes'][number]) => {
    if (!journal.stands(node, drillStep)) return;
    await journal.takeBack(node, drillStep, signal, () => undefined);
    await journal.written(node);
  };
  const ends = await Promise.allSettled(nodes.map(back));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

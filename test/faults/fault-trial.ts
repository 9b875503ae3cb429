import type { LabEvent, RunResult } from '../../src/shared/run/events.ts';
import { tryInNode, untilInNode } from '../support/nodes/practice.ts';
import { begin, perform, type Running, summary } from '../support/nodes/run-lab.ts';
import type { Fault, FaultRow, OwnFault, Told } from './fault.ts';
import { type Ground, groundDifferences, resetProblems } from './ground.ts';
import { faultsOf } from './working.ts';

/** A run that says nothing for so long hangs. */
const patienceMs = 300_000;
/** Recovery must not take longer than this after the fault has healed. */
const recoveryMs = 180_000;

/** One fault: injected, told, healed, recovered from, and everything restored. */
export async function tryFault(ground: Ground, fault: Fault | OwnFault): Promise<FaultRow> {
  const told = 'perform' in fault ? await fault.perform(ground) : await suffer(ground, fault);
  const since = Date.now();
  const { attempts, problem } = await recover(ground);
  const recoverSeconds = problem ? undefined : (Date.now() - since) / 1000;
  if (!('perform' in fault) && fault.finish) await inFaultyNode(ground, fault, fault.finish);
  const unproved = await resetProblems(ground);
  if (!('perform' in fault) && fault.afterReset) await inFaultyNode(ground, fault, fault.afterReset);
  const differences = unproved.length > 0 ? unproved : await groundDifferences(ground);
  const problems = [...told.problems, ...(problem ? [problem] : [])];
  const good = problems.length + told.falseSuccess.length + differences.length === 0;
  return {
    ...told,
    name: fault.name,
    verdict: good ? 'passed' : 'failed',
    problems,
    attempts,
    differences,
    ...(recoverSeconds !== undefined && { recoverSeconds }),
  };
}

const inFaultyNode = ({ loaded }: Ground, { node }: Fault, source: string) => tryInNode(loaded.lab.name, node, source);

async function suffer(ground: Ground, fault: Fault): Promise<Told> {
  const { loaded } = ground;
  const { name: lab } = loaded.lab;
  if (!fault.at) await injected(ground, fault);
  const running = begin(loaded, { command: 'run' });
  const { at } = fault;
  if (at) {
    await running.seen((event) => event.type === 'task' && event.step === at.step && event.state === at.state);
    // What stood there before the lab is read by then, and the fault is no part of it.
    await untilInNode(lab, fault.node, `test -s /var/lib/overlay-lab/${lab}/baseline.json`);
    await injected(ground, fault);
  }
  const hit = Date.now();
  let healing: Promise<unknown> | undefined;
  const clock = setTimeout(
    () => {
      healing = inFaultyNode(ground, fault, fault.heal);
    },
    (fault.lastsSeconds ?? patienceMs) * 1000,
  );
  const end = await orHang(running);
  clearTimeout(clock);
  const told = tell(end, running.events, hit);
  // Asked while the fault still lasts: success that is only true without it is false.
  if (end?.ok) told.falseSuccess.push(...(await faultsOf(loaded)));
  await (healing ?? inFaultyNode(ground, fault, fault.heal));
  if (fault.healed) await untilInNode(lab, fault.node, fault.healed, 120);
  return told;
}

async function injected(ground: Ground, fault: Fault): Promise<void> {
  const { status, stderr } = await inFaultyNode(ground, fault, fault.inject);
  if (status !== 0) throw new Error(`${fault.name} could not be injected: ${stderr}`);
}

/** The run's result; cancelled, and undefined, where it does not end by itself. */
export async function orHang({ run, told }: Running): Promise<RunResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  const end = await Promise.race([told.then(({ result }) => result), hangs]);
  clearTimeout(timer);
  if (!end) {
    run.cancel();
    await told;
  }
  return end;
}

/** What the person heard of it, from the events. */
export function tell(end: RunResult | undefined, events: readonly LabEvent[], hit: number): Told {
  const after = (event: LabEvent | undefined) => (event ? (Date.parse(event.at) - hit) / 1000 : undefined);
  const sign = events.find(
    (event) =>
      Date.parse(event.at) >= hit &&
      ((event.type === 'task' && event.state === 'failed') ||
        event.type === 'progress' ||
        (event.type === 'node' && event.state === 'lost')),
  );
  const problems: string[] = [];
  if (!end) problems.push(`did not end within ${patienceMs / 1000} s`);
  for (const error of end?.errors ?? []) {
    if (error.code === 'unexpected') problems.push(`an error without a code: ${error.message}`);
    if (!error.node && !error.step) problems.push(`an error without a place: ${error.message}`);
  }
  return {
    told: end?.ok ? 'went through' : `${end ? summary({ ...end, proofs: [] }) : 'nothing'}`,
    signSeconds: end?.ok ? undefined : after(sign),
    endSeconds: after(events.at(-1)),
    falseSuccess: [],
    problems,
  };
}

/** Runs until a run succeeds; success must be true. */
async function recover({ loaded }: Ground): Promise<{ attempts: number; problem?: string }> {
  const end = Date.now() + recoveryMs;
  for (let attempts = 1; ; attempts += 1) {
    const { result } = await perform(loaded, { command: 'run', skip: ['iperf-native', 'iperf-overlay'] });
    if (result.ok) {
      const faults = await faultsOf(loaded);
      return faults.length > 0
        ? { attempts, problem: `recovery claims success, but ${faults.join(', ')}` }
        : { attempts };
    }
    if (Date.now() > end) return { attempts, problem: `no recovery: ${summary({ ...result, proofs: [] })}` };
  }
}

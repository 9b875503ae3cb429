import path from 'node:path';
import { type LoadedLab, loadLab } from '../../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import type { LabRun, RunRequest } from '../../../src/core/runs/run-request.ts';
import { startRun } from '../../../src/core/runs/start-run.ts';
import type { LabEvent, Proof, ReportedError, RunResult, TaskState } from '../../../src/shared/run/events.ts';
import type { Finding, StepId } from '../../../src/shared/run/steps.ts';
import { ensurePristine } from './practice.ts';

/** This worker's lab among those of OVERLAY_LAB_TEST_LAB, or undefined where this machine can have none. */
export const labFile = process.env.OVERLAY_LAB_TEST_LAB?.split(path.delimiter)[
  Number(process.env.VITEST_POOL_ID ?? 1) - 1
];

/** The lab with nodes as on their first day; its file is read after that, because a port may have moved. */
export async function freshLab(): Promise<LoadedLab> {
  const loaded = await testLab();
  await ensurePristine(loaded.lab.name, namesOf(loaded));
  return testLab();
}

export async function testLab(): Promise<LoadedLab> {
  if (!labFile) throw new Error('There is no practice lab: OVERLAY_LAB_TEST_LAB is not set');
  return loadLab(labFile);
}

export const namesOf = ({ lab }: LoadedLab): string[] => lab.nodes.map(({ name }) => name);

export type Asked = Omit<RunRequest, 'prompts'>;

export interface Told {
  result: RunResult;
  events: LabEvent[];
}

export interface Running {
  run: LabRun;
  events: LabEvent[];
  /** Resolves when an event of this kind has come; rejects when the run ends without it. */
  seen(which: (event: LabEvent) => boolean): Promise<LabEvent>;
  told: Promise<Told>;
}

export function begin(loaded: LoadedLab, asked: Asked): Running {
  const run = startRun(
    { ...loaded, ownFiles: true },
    { prompts: noPrompts, ...asked, options: { iperfSeconds: 1, ...asked.options } },
  );
  const events: LabEvent[] = [];
  run.listen((event) => events.push(event));
  const seen = (which: (event: LabEvent) => boolean) =>
    new Promise<LabEvent>((resolve, reject) => {
      run.listen((event) => {
        if (which(event)) resolve(event);
        else if (event.type === 'result') reject(new Error(`The run ended before: ${summary(event)}`));
      });
    });
  return { run, events, seen, told: run.finished.then((result) => ({ result, events })) };
}

export const perform = (loaded: LoadedLab, asked: Asked): Promise<Told> => begin(loaded, asked).told;

/** A run that must succeed; what went wrong is in the error. */
export async function mustPerform(loaded: LoadedLab, asked: Asked): Promise<Told> {
  const told = await perform(loaded, asked);
  if (!told.result.ok) throw new Error(`${asked.command} did not succeed: ${summary(told.result)}`);
  return told;
}

export function summary(result: Pick<RunResult, 'errors' | 'proofs' | 'findings'>): string {
  const unequal = result.proofs.filter(({ equal }) => !equal).map(describeProof);
  const errors = result.errors.map(
    ({ code, step, node, message }) => `${code} ${step ?? ''}@${node ?? ''}: ${message}`,
  );
  return [...errors, ...unequal].join('\n') || JSON.stringify(result.findings);
}

const describeProof = ({ node, kind, differences }: Proof): string => `${node} ${kind}: ${differences.join(' | ')}`;

/** State of a step, on a node or of the cluster, at the end of a run. */
export function stateOf({ result }: Told, step: StepId, node?: string): TaskState | undefined {
  return result.findings.find((one) => one.step === step && one.node === node)?.state;
}

export function findingOf({ result }: Told, step: StepId, node?: string): Finding | undefined {
  return result.findings.find((one) => one.step === step && one.node === node)?.finding;
}

export function errorOf({ result }: Told, step: StepId, node?: string): ReportedError | undefined {
  return result.errors.find((one) => one.step === step && (node === undefined || one.node === node));
}

/** What commands printed in a step. */
export const outputsOf = ({ events }: Told, step: StepId): string[] =>
  events.flatMap((event) => (event.type === 'output' && event.step === step ? [event.text] : []));

/** The differences that a reset found, none where all is equal. Throws where it compared nothing. */
export function differencesOf({ result }: Told): string[] {
  if (result.proofs.length === 0) throw new Error(`Nothing was compared: ${summary(result)}`);
  return result.proofs.filter(({ equal }) => !equal).map(describeProof);
}

export const applying =
  (step: StepId, node?: string) =>
  (event: LabEvent): boolean =>
    event.type === 'task' &&
    event.step === step &&
    event.state === 'applying' &&
    (node === undefined || event.node === node);

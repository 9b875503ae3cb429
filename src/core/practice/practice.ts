import { spawn } from 'node:child_process';
import { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { inWords, spoken } from '../../shared/texts/text.ts';
import { asRoot, canBecomeRoot } from './elevate.ts';
import { labSchema, type PracticeLab, type PracticeRequirements, requirementsSchema } from './lines.ts';
import {
  lookPatience,
  notLinux,
  type PracticeOptions,
  practiceProgram,
  requireLinux,
  runAsRoot,
  runWords,
} from './run-script.ts';

/**
 * The practice lab, `resources/practice-lab/practice-lab`, with types. Every function throws LabError; the program's
 * own code is `practiceCode(error)`.
 */
export interface UpRequest {
  name: string;
  nodes?: number;
  suite?: 'bookworm' | 'trixie';
  /** Where lab file and key go; a folder of the person's own unless told. */
  accessDir?: string;
}

/** What this machine lacks. Needs no root and changes nothing. */
export async function practiceRequirements(options: PracticeOptions = {}): Promise<PracticeRequirements> {
  if (process.platform !== 'linux')
    return { ok: false, missing: [], reasons: [{ code: 'not-linux', message: inWords(notLinux) }] };
  const words = [options.program ?? practiceProgram, 'requirements', '--json'];
  const found = await runWords(words, requirementsSchema, { patience: lookPatience, ...options });
  // The program looks only at who runs it; the other verbs go through sudo where there is one.
  const reasons = found.reasons.flatMap((reason) => {
    if (reason.code !== 'not-root') return [reason];
    return canBecomeRoot() ? [] : [{ ...reason, message: spoken.practice.rootWithoutSudo }];
  });
  return { ...found, reasons, ok: reasons.length === 0 };
}

const installPatience = 60 * 60_000;

/** Installs the missing Debian packages; returns their names. */
export async function practiceInstall(options: PracticeOptions = {}): Promise<string[]> {
  // apt waits for other programs' locks and for slow lines, and is best not ended in the middle.
  const looking = { patience: installPatience, ...options };
  return (await runAsRoot(['install'], z.object({ installed: z.array(z.string()) }), looking)).installed;
}

/** Builds, starts, heals or enlarges a lab. */
export async function practiceUp(request: UpRequest, options: PracticeOptions = {}): Promise<PracticeLab> {
  const { name, nodes, suite, accessDir } = request;
  const words = ['up', name];
  if (nodes !== undefined) words.push('--nodes', String(nodes));
  if (suite !== undefined) words.push('--suite', suite);
  if (accessDir !== undefined) words.push('--access-dir', accessDir);
  return runAsRoot(words, labSchema, options);
}

/** Removes a lab and all it made; one that is not there is no error. */
export async function practiceDown(name: string, options: PracticeOptions = {}): Promise<void> {
  await runAsRoot(['down', name], z.object({ state: z.literal('gone') }), options);
}

export async function practiceStart(name: string, options: PracticeOptions = {}): Promise<PracticeLab> {
  return runAsRoot(['start', name], labSchema, options);
}

export async function practiceStop(name: string, options: PracticeOptions = {}): Promise<PracticeLab> {
  return runAsRoot(['stop', name], labSchema, options);
}

/** Makes nodes pristine, all of them where none is named: same address, same host keys. */
export async function practiceReset(
  name: string,
  nodes: readonly string[] = [],
  options: PracticeOptions = {},
): Promise<PracticeLab> {
  return runAsRoot(['reset', name, ...nodes], labSchema, options);
}

export async function practiceList(options: PracticeOptions = {}): Promise<PracticeLab[]> {
  const looking = { patience: lookPatience, ...options };
  return (await runAsRoot(['list'], z.object({ labs: z.array(labSchema) }), looking)).labs;
}

/** A root shell in a node on this terminal; resolves with its exit status. */
export async function practiceShell(name: string, node: string, options: PracticeOptions = {}): Promise<number> {
  requireLinux();
  const [command = '', ...words] = asRoot(
    [options.program ?? practiceProgram, 'shell', name, node],
    options.sudo ?? false,
  );
  // Ctrl-C and Ctrl-\ belong to what runs in the shell.
  const ignore = () => {};
  process.on('SIGINT', ignore).on('SIGQUIT', ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(command, words, { stdio: 'inherit' });
      child.on('error', (error) => reject(new LabError('practice-lab', error.message, { cause: error })));
      child.on('exit', (status) => resolve(status ?? 1));
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGQUIT', ignore);
  }
}

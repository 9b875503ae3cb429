import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { issueWords } from '../../shared/zod-words.ts';
import { asRoot } from './elevate.ts';
import { guardScript } from './guard-script.ts';
import { failureOf, type PracticeLine, type PracticeProgress, parseLine } from './lines.ts';

export interface PracticeOptions {
  /** Ends the program and waits for its end; what it made so far stays and the next `up` continues from it. */
  signal?: AbortSignal;
  onProgress?: (progress: PracticeProgress) => void;
  /** The person agreed to sudo. Without it, whoever is not root is refused. */
  sudo?: boolean;
  /** Another program in place of the practice lab's, for tests. */
  program?: string;
  /** Milliseconds without a word after which nobody waits any more; ten minutes unless told. */
  patience?: number;
}

export const practiceProgram = fileURLToPath(new URL('../../../resources/practice-lab/practice-lab', import.meta.url));

/** Installing packages on a slow line says nothing for minutes; what only looks has an answer at once (`lookPatience`). */
const usualPatience = 10 * 60_000;
export const lookPatience = 60_000;

/** Milliseconds from a cancel until nobody waits any more for the program's end. */
const stopPatience = 1500;

/** Runs a verb as root and returns its result, or throws the error that its last line names. */
export async function runAsRoot<S extends z.ZodType>(
  words: readonly string[],
  schema: S,
  options: PracticeOptions,
): Promise<z.infer<S>> {
  requireLinux();
  const { program = practiceProgram, sudo = false } = options;
  return runWords(asRoot(guarded([program, ...words, '--json']), sudo), schema, options);
}

/** The words that run a program which ends when our end of its stdin closes. */
export const guarded = (words: readonly string[]): string[] => ['bash', '-c', guardScript, 'guard', ...words];

/** Runs the program that the words name and reads what it says. */
export async function runWords<S extends z.ZodType>(
  words: readonly string[],
  schema: S,
  options: PracticeOptions,
): Promise<z.infer<S>> {
  const { signal } = options;
  if (signal?.aborted) throw stopped();
  const { last, errors, status } = await converse(words, options);
  if (last?.type === 'error') throw failureOf(last);
  if (last?.type === 'result') {
    const parsed = schema.safeParse(last);
    if (parsed.success) return parsed.data;
    throw silent(
      texts.practice.printedUnexpected({ reason: issueWords(parsed.error.issues[0] ?? { message: '' }) }),
      JSON.stringify(last),
    );
  }
  if (signal?.aborted) throw stopped();
  const refusal = /^sudo: .*$/m.exec(errors)?.[0];
  if (refusal) throw new LabError('sudo-failed', refusal, { cause: { code: 'not-root' } });
  throw silent(texts.practice.endedWithoutResult({ status }), errors);
}

interface Conversation {
  last: PracticeLine | undefined;
  errors: string;
  status: string;
}

function converse(
  [command = '', ...words]: readonly string[],
  { signal, onProgress, patience = usualPatience, sudo = false }: PracticeOptions,
): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'] });
    let last: PracticeLine | undefined;
    let errors = '';
    let said: Words = texts.practice.saidNothing;
    /** Given up or stopped: nobody counts any more. */
    let isOver = false;
    const giveUp = () => {
      isOver = true;
      reject(hangs(patience, said));
      child.stdin.end();
      // What has no guard does not end by that.
      setTimeout(() => child.kill(), stopPatience).unref();
    };
    // A person whom sudo asks for a password has not heard anything yet.
    const asks = sudo && process.getuid?.() !== 0;
    let quiet = asks ? undefined : setTimeout(giveUp, patience);
    createInterface({ input: child.stdout }).on('line', (text) => {
      clearTimeout(quiet);
      if (!isOver) quiet = setTimeout(giveUp, patience);
      const line = parseLine(text);
      if (line?.type === 'progress') said = line.message;
      if (line?.type === 'progress') onProgress?.({ stage: line.stage, percent: line.percent, message: line.message });
      else last = line ?? last;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    let late: NodeJS.Timeout | undefined;
    // Its end of input ends the program; where that takes longer, it continues ending without us.
    const stop = () => {
      isOver = true;
      clearTimeout(quiet);
      child.stdin.end();
      late = setTimeout(() => reject(stopped()), stopPatience);
    };
    child.stdin.on('error', () => {});
    signal?.addEventListener('abort', stop, { once: true });
    child.on('error', (error) => {
      clearTimeout(quiet);
      reject(silent(texts.practice.notStarted({ reason: error.message }), ''));
    });
    child.on('close', (code, by) => {
      clearTimeout(quiet);
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
      resolve({ last, errors, status: String(code ?? by) });
    });
  });
}

export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new LabError('practice-lab', notLinux, {
    remedy: texts.practice.needsLinuxRemedy,
    cause: { code: 'not-linux' },
  });
}

export const notLinux = texts.practice.needsLinux({ platform: process.platform });

const stopped = () => new LabError('cancelled', texts.practice.stopped, { remedy: texts.practice.runAgain });

const hangs = (ms: number, said: Words) =>
  new LabError('time-out', texts.practice.fellSilent({ seconds: Math.round(ms / 1000), said }), {
    remedy: texts.practice.fellSilentRemedy,
  });

const silent = (what: Words, said: string) =>
  new LabError('practice-lab', texts.practice.programDid({ what, said: said.trim().split('\n').slice(-3) }), {
    cause: { code: 'internal' },
  });

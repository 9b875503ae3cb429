import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { asRoot } from './elevate.ts';
import { guardScript } from './guard-script.ts';
import { failureOf, type PracticeLine, type PracticeProgress, parseLine } from './lines.ts';

export interface PracticeOptions {
  /** Ends the program and waits for its end; what it made so far stays and the next `up` goes on from it. */
  signal?: AbortSignal;
  onProgress?: (progress: PracticeProgress) => void;
  /** The person agreed to sudo. Without it, whoever is not root is refused. */
  sudo?: boolean;
  /** Another program in place of the practice lab's, for tests. */
  program?: string;
}

export const practiceProgram = fileURLToPath(new URL('../../../resources/practice-lab/practice-lab', import.meta.url));

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
  { signal, onProgress }: PracticeOptions,
): Promise<z.infer<S>> {
  if (signal?.aborted) throw stopped();
  const { last, errors, status } = await converse(words, signal, onProgress);
  if (last?.type === 'error') throw failureOf(last);
  if (last?.type === 'result') {
    const parsed = schema.safeParse(last);
    if (parsed.success) return parsed.data;
    throw silent(`said something unexpected: ${parsed.error.issues[0]?.message ?? ''}`, JSON.stringify(last));
  }
  if (signal?.aborted) throw stopped();
  const refusal = /^sudo: .*$/m.exec(errors)?.[0];
  if (refusal) throw new LabError('sudo-failed', refusal, { cause: { code: 'not-root' } });
  throw silent(`ended with status ${status} and no last word`, errors);
}

interface Conversation {
  last: PracticeLine | undefined;
  errors: string;
  status: string;
}

function converse(
  [command = '', ...words]: readonly string[],
  signal: AbortSignal | undefined,
  onProgress: PracticeOptions['onProgress'],
): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'] });
    let last: PracticeLine | undefined;
    let errors = '';
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = parseLine(text);
      if (line?.type === 'progress') onProgress?.({ stage: line.stage, percent: line.percent, message: line.message });
      else last = line ?? last;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    // Closed by us, or by a program that ended first.
    const stop = () => child.stdin.end();
    child.stdin.on('error', () => {});
    signal?.addEventListener('abort', stop, { once: true });
    child.on('error', (error) => reject(silent(`could not be started: ${error.message}`, '')));
    child.on('close', (code, by) => {
      signal?.removeEventListener('abort', stop);
      resolve({ last, errors, status: String(code ?? by) });
    });
  });
}

export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new LabError('practice-lab', notLinux, {
    remedy: 'Use it in a Linux machine, or give the app machines of your own.',
    cause: { code: 'not-linux' },
  });
}

export const notLinux = `The practice lab needs Linux; this is ${process.platform}.`;

const stopped = () =>
  new LabError('cancelled', 'Stopped.', { remedy: 'Run the same again: it goes on from what is there.' });

const silent = (what: string, said: string) =>
  new LabError(
    'practice-lab',
    `The practice lab's program ${what}. ${said.trim().split('\n').slice(-3).join(' ')}`.trim(),
    {
      cause: { code: 'internal' },
    },
  );

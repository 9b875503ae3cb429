import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { ExecOptions, ExecResult } from '../../machine/port.ts';
import { collector } from './collect.ts';
import { cancelled, failed, timedOut, tooMuch } from './exec-error.ts';
import { killProgram } from './kill.ts';
import { type Program, type Remote, type Sinks, startProgram } from './program.ts';

const usualTimeout = 60_000;

export async function exec(remote: Remote, argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
  const { node } = remote.link;
  if (options.signal?.aborted) throw cancelled(node, argv);
  const stop = new AbortController();
  const stopWith = (error: LabError) => stop.abort(error);
  const onAbort = () => stopWith(cancelled(node, argv));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const timeout = options.timeout ?? usualTimeout;
  const timer = setTimeout(() => stopWith(timedOut(node, argv, timeout)), timeout);
  try {
    return await run(remote, argv, options, stop);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

async function run(remote: Remote, argv: readonly string[], options: ExecOptions, stop: AbortController) {
  const overflow = () => stop.abort(tooMuch(remote.link.node, argv));
  const out = collector('stdout', options, overflow);
  const err = collector('stderr', options, overflow);
  const sinks: Sinks = { stdout: out.add, stderr: err.add };
  const program = await startProgram(remote, argv, sinks, { signal: stop.signal });
  program.channel.end(options.stdin ?? '');
  const outcome = await untilEnd(remote, program, stop.signal);
  out.finish();
  err.finish();
  if (outcome.error) throw outcome.error;
  const result = { status: outcome.status ?? -1, stdout: out.text(), stderr: err.text() };
  const expect = options.expect ?? [0];
  if (expect !== 'any' && !expect.includes(result.status)) throw failed(remote.link.node, argv, result);
  return result;
}

/** Waits for the end of the program, or brings it about; only then does an abort become the caller's error. */
async function untilEnd(remote: Remote, program: Program, signal: AbortSignal) {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([program.closed, aborted]);
  if (!signal.aborted) return program.closed;
  const really = await killProgram(remote, program);
  const error = signal.reason as LabError;
  if (really) throw error;
  throw new LabError(error.code, texts.process.stillRunning({ why: error.words.message }), {
    ...error.details,
    remedy: error.words.remedy,
  });
}

import { PassThrough } from 'node:stream';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { RemoteProcess } from '../../machine/port.ts';
import { killProgram } from './kill.ts';
import { type Remote, startProgram } from './program.ts';

const keptStderr = 4096;

/** Starts a program for a conversation; its stdout is read at the reader's pace. */
export async function openProgram(
  remote: Remote,
  argv: readonly string[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<RemoteProcess> {
  const stdout = new PassThrough();
  let said = '';
  let stopping = false;
  const cancelled = () =>
    new LabError('cancelled', texts.process.cancelled({ node: remote.link.node, what: argv[0] ?? '' }), {
      node: remote.link.node,
    });
  if (signal?.aborted) throw cancelled();
  const program = await startProgram(
    remote,
    argv,
    {
      stdout: (chunk) => {
        if (stopping || stdout.write(chunk)) return;
        program.channel.pause();
        stdout.once('drain', () => program.channel.resume());
      },
      stderr: (chunk) => {
        said = (said + chunk.toString('utf8')).slice(-keptStderr);
      },
    },
    { keeps: true, ...(signal && { signal }) },
  ).catch((error: unknown) => {
    throw signal?.aborted ? cancelled() : error;
  });
  const ended = program.closed.then(({ status, error }) => {
    stdout.end();
    if (error) throw error;
    return status ?? -1;
  });
  ended.catch(() => {}); // whoever wants to know awaits it
  const stop = async () => {
    stopping = true; // nobody reads any more, and what is not read would hold up the end
    program.channel.resume();
    if (!(await killProgram(remote, program)))
      throw new LabError('time-out', texts.process.notKilled({ node: remote.link.node, what: argv[0] ?? '' }), {
        node: remote.link.node,
      });
  };
  const onAbort = () => void stop().catch(() => {});
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  void program.closed.then(() => signal?.removeEventListener('abort', onAbort));
  return { stdin: program.channel, stdout, ended, stop, stderr: () => said };
}

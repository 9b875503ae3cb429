import type { ClientChannel } from 'ssh2';
import { LabError } from '../../shared/errors.ts';
import { type Guard, openExec, sudoFailed } from './guard.ts';
import { wrapScript } from './guard-script.ts';
import type { Link } from './link.ts';
import { asRoot, type Privilege, timesAsked } from './privilege.ts';
import { scrubber } from './scrub.ts';
import type { Sessions } from './sessions.ts';

/** What this folder's files need to work on a connected node. */
export interface Remote {
  readonly link: Link;
  readonly guard: Guard;
  readonly privilege: Privilege;
  readonly sessions: Sessions;
  /** Programs that are running, so that `close` can end them. */
  readonly running: Set<Program>;
  numbers: number;
  shells: number;
}

export interface Program {
  readonly mark: string;
  readonly channel: ClientChannel;
  /** Resolves when the program has ended and its output is complete; never rejects. */
  readonly closed: Promise<Outcome>;
}

export interface Outcome {
  /** As a shell would say it: 128 + n for a signal. */
  status: number | undefined;
  /** Why it did not run, or how it was lost. */
  error?: LabError | undefined;
}

export interface Sinks {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
}

/** Linux takes 128 KB for one argument, and the whole line is one for the login shell. */
const longestCommand = 120_000;

export async function startProgram(
  remote: Remote,
  argv: readonly string[],
  sinks: Sinks,
  signal?: AbortSignal,
): Promise<Program> {
  const { link, guard, privilege } = remote;
  const mark = `${guard.connection}.${remote.numbers++}`;
  const input = privilege.way === 'password' ? 'input' : 'none';
  const command = asRoot(privilege, wrapScript, [guard.pid, mark, input, ...argv]);
  if (Buffer.byteLength(command) > longestCommand)
    throw new LabError('bad-input', `A command of ${command.length} characters is too long for ${link.node}.`, {
      node: link.node,
      remedy: 'Send long texts by stdin.',
    });
  const channel = await remote.sessions.open(() => openExec(link, command), signal);
  if (privilege.way === 'password') channel.write(`${privilege.password}\n${mark}\n`);
  const program: Program = { mark, channel, closed: outcome(remote, channel, mark, sinks) };
  remote.running.add(program);
  void program.closed.then(() => remote.running.delete(program));
  return program;
}

function outcome(remote: Remote, channel: ClientChannel, mark: string, sinks: Sinks): Promise<Outcome> {
  const out = scrubber(mark);
  const err = scrubber(mark);
  channel.on('data', (chunk: Buffer) => {
    const own = out(chunk);
    if (own) sinks.stdout(own);
  });
  channel.stderr.on('data', (chunk: Buffer) => {
    const own = err(chunk);
    if (own) sinks.stderr(own);
    else if (!err.seen() && timesAsked(remote.privilege, err.noise()) > 1) channel.close();
  });
  return new Promise((resolve) => {
    // A channel that nobody reads does not close; a lost connection is its end all the same.
    void remote.link.lost.then(() => resolve({ status: undefined, error: remote.link.gone() }));
    channel.once('close', (code: number | null | undefined, signal?: string) => {
      const error = remote.link.gone() ?? (out.seen() ? undefined : notStarted(remote, code, err.noise()));
      const status = code ?? (signal ? 128 + (signalNumbers[signal] ?? 0) : undefined);
      resolve({ status, ...(error ? { error } : status === undefined && { error: noStatus(remote.link.node) }) });
    });
  });
}

const signalNumbers: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGABRT: 6,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};

function notStarted({ link, privilege }: Remote, code: number | null | undefined, noise: string): LabError {
  const said = noise.trim();
  if (code === 255 && said === '')
    return new LabError('unreachable', `The connection to ${link.node} is about to end; nothing was started.`, {
      node: link.node,
    });
  if (privilege.way !== 'root') return sudoFailed(link.node, link.user, said || 'sudo ended without a word');
  return new LabError('command-failed', `${link.node} started nothing: ${said || `status ${code}`}`, {
    node: link.node,
  });
}

function noStatus(node: string): LabError {
  return new LabError('command-failed', `A program on ${node} was cut off: its status did not arrive.`, { node });
}

import type { ClientChannel } from 'ssh2';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Link } from '../link/link.ts';
import { startIn } from '../link/session-channel.ts';
import type { Guard } from './guard.ts';
import { plainWords, wordsInCommand, wordsLine, wrapScript } from './guard-script.ts';
import { sudoFailed } from './not-started.ts';
import { asRoot, countAsked, type Privilege } from './privilege.ts';
import { noisy, scrubber } from './scrub.ts';
import type { OpenSession, Sessions } from './sessions.ts';

/** What this folder's files need to work on a connected node. */
export interface Remote {
  readonly link: Link;
  readonly guard: Guard;
  readonly privilege: Privilege;
  readonly sessions: Sessions;
  /** Programs that are running, so that `close` can end them. */
  readonly running: Set<Program>;
  /** Programs that are being ended, so that what comes next can wait for that. */
  readonly ending: Set<Promise<unknown>>;
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

/** Linux takes 128 KB for one argument, and the shell there reads the line byte by byte. */
const longestCommand = 120_000;

export async function startProgram(
  remote: Remote,
  argv: readonly string[],
  sinks: Sinks,
  how: OpenSession = {},
): Promise<Program> {
  const { link, guard, privilege } = remote;
  const mark = `${guard.connection}.${remote.numbers++}`;
  // Behind sudo they come by stdin, which is a round trip more: it writes what it starts into the system's log.
  const inCommand = privilege.way === 'root' ? inCommandOf(argv, guard.loginShell) : undefined;
  const words = inCommand ? '' : wordsLine(argv);
  if (Buffer.byteLength(words) > longestCommand)
    throw new LabError('bad-input', texts.process.tooLong({ characters: words.length, node: link.node }), {
      node: link.node,
      remedy: texts.process.tooLongRemedy,
    });
  const input = privilege.way === 'password' ? 'input' : 'none';
  const command = asRoot(privilege, wrapScript, [guard.pid, mark, ...(inCommand ?? [input])]);
  const gone = link.gone();
  if (gone) throw gone;
  const channel = await remote.sessions.session(how);
  const program: Program = { mark, channel, closed: outcome(remote, channel, mark, sinks) };
  startIn(link, channel, command);
  if (!inCommand) channel.write(privilege.way === 'password' ? `${privilege.password}\n${mark}\n${words}` : words);
  remote.running.add(program);
  void program.closed.then(() => remote.running.delete(program));
  return program;
}

/** A program's words as `wrapScript` takes them, and before them how it is to take them. */
function inCommandOf(argv: readonly string[], loginShell: string): readonly string[] | undefined {
  const plain = plainWords(argv, loginShell);
  if (plain) return plain;
  const coded = wordsInCommand(argv);
  return coded && ['none', ...coded];
}

function outcome(remote: Remote, channel: ClientChannel, mark: string, sinks: Sinks): Promise<Outcome> {
  let flood: LabError | undefined;
  const tooMuch = () => {
    flood = noisy(remote.link.node);
    channel.close();
  };
  const out = scrubber(mark, tooMuch);
  const err = scrubber(mark, tooMuch);
  const timesAsked = countAsked(remote.privilege);
  channel.on('data', (chunk: Buffer) => {
    const own = out(chunk);
    if (own) sinks.stdout(own);
  });
  channel.stderr.on('data', (chunk: Buffer) => {
    const own = err(chunk);
    if (own) sinks.stderr(own);
    else if (!err.seen() && timesAsked(chunk) > 1) channel.close();
  });
  return new Promise((resolve) => {
    // A channel that nobody reads does not close; a lost connection is its end all the same.
    void remote.link.lost.then(() => resolve({ status: undefined, error: remote.link.gone() }));
    channel.once('close', (code: number | null | undefined, signal?: string) => {
      const error =
        remote.link.gone() ?? flood ?? (out.seen() ? undefined : notStarted(remote, code, err.noise(), out.noise()));
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

function notStarted(
  { link, privilege }: Remote,
  code: number | null | undefined,
  errors: string,
  output: string,
): LabError {
  const said = errors.trim() || output.trim().slice(-300) || (code == null ? texts.process.sshdDidNotRun : '');
  if (code === 255 && said === '')
    return new LabError('unreachable', texts.process.closing({ node: link.node }), {
      node: link.node,
    });
  if (privilege.way !== 'root') return sudoFailed(link.node, link.user, said || texts.process.sudoSilent);
  return new LabError(
    'command-failed',
    texts.process.startedNothing({ node: link.node, why: said || texts.process.status({ status: code ?? '?' }) }),
    {
      node: link.node,
    },
  );
}

function noStatus(node: string): LabError {
  return new LabError('command-failed', texts.process.interrupted({ node }), {
    node,
  });
}

import { randomBytes } from 'node:crypto';
import type { ClientChannel } from 'ssh2';
import { LabError, Reason } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { within } from '../../gates/wait.ts';
import type { Link } from '../link/link.ts';
import { openSession, startIn } from '../link/session-channel.ts';
import { withinOr } from '../link/within-or.ts';
import { guardInline, guardInlineArgs, guardInput, guardScript, guardStarter } from './guard-script.ts';
import { helperLate, NotRoot, notStarted, type Said, shellWord } from './not-started.ts';
import { asRoot, countAsked, type Privilege } from './privilege.ts';
import { noisy, scrubber } from './scrub.ts';

/** The root helper on the node that ends programs: see guard-script.ts. One for each connection. */
export interface Guard {
  /** Random name of this connection on the node. */
  readonly connection: string;
  readonly pid: string;
  /** As the node names it, which reads the command line of each program; empty where it does not. */
  readonly loginShell: string;
  /** A dockerd ran when it began. */
  readonly hasEngine: boolean;
  /** Signals all processes of a program; resolves with how many there were. */
  signal(signal: 'TERM' | 'KILL', mark: string): Promise<number>;
  /** Resolves when the guard is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Tells it that we are still there; see heartbeat.ts. */
  beat(): void;
  /** Ends it when there is nothing left to guard. */
  quit(): Promise<void>;
}

/** For the login shell and sudo, from the request to the helper's first word. */
const startPatience = 20_000;
/** For what earlier connections left, which the helper first ends. */
const readyPatience = 30_000;
/** For one answer of the helper; also see heartbeat.ts. */
const answerPatience = 5000;
/** The helper's answers are a few characters long. */
const longestLine = 4096;

export async function startGuard(link: Link, privilege: Privilege, signal?: AbortSignal): Promise<Guard> {
  const connection = randomBytes(16).toString('hex');
  const channel = await openSession(link, signal);
  // The login shell's own word, so that one knows whether it or sudo is the one that hangs.
  startIn(link, channel, `echo ${shellWord(connection)}; ${starter(privilege, connection)}`);
  if (privilege.way === 'password') channel.write(`${privilege.password}\n`);
  let tooMuch = () => {};
  const said = { out: scrubber(connection, () => tooMuch()), err: scrubber(connection, () => tooMuch()) };
  const wait = { what: '', ms: startPatience, signal };
  const flooded = new Promise<never>((_, reject) => {
    tooMuch = () => reject(noisy(link.node));
  });
  const starting = () => Promise.race([flooded, started(channel, connection, privilege, link, said)]);
  const lines = await within(wait, starting).catch((error: unknown) => {
    channel.close();
    throw isLate(error) ? helperLate(link, privilege, connection, said, startPatience / 1000) : error;
  });
  const pending = new Map<string, (count: number) => void>();
  let next = 0;
  let over = false;
  const ask = (...words: string[]) => {
    if (over) return Promise.resolve(0);
    const id = String(next++);
    const answer = new Promise<number>((resolve) => pending.set(id, resolve));
    channel.write(`${[id, ...words].join(' ')}\n`);
    return withinOr(answerPatience, answer, noAnswer).finally(() => pending.delete(id));
  };
  const ready = new Promise<Pick<Guard, 'pid' | 'hasEngine' | 'loginShell'>>((resolve, reject) => {
    lines.listen((line) => {
      const [id = '', value = '', engine, loginShell = ''] = line.split(' ');
      if (id === 'ready') return resolve({ pid: value, hasEngine: engine === 'dockerd', loginShell });
      pending.get(id)?.(Number(value));
    });
    channel.once('close', () => reject(link.gone() ?? new NotRoot(texts.process.helperExited, false)));
  });
  const helper = { what: texts.process.helperOn({ node: link.node }), ms: readyPatience, signal, node: link.node };
  const began = await within(helper, () => ready).catch((error: unknown) => {
    channel.close();
    throw error;
  });
  const ended = new Promise<void>((resolve) => {
    channel.once('close', () => {
      over = true;
      for (const answer of pending.values()) answer(0);
      resolve();
    });
  });
  const quit = async () => {
    void ask('QUIT');
    await ended;
  };
  return { connection, ...began, signal: (signal, mark) => ask(signal, mark), ended, beat: () => void ask(), quit };
}

/** In place of a count: the helper said nothing. */
const noAnswer = -1;

const isLate = (error: unknown) => error instanceof LabError && error.code === 'time-out';

/** sudo writes what it starts into the system's log, where a page for each connection has no place. */
function starter(privilege: Privilege, connection: string): string {
  if (privilege.way === 'root') return asRoot(privilege, guardInline, guardInlineArgs(connection));
  return asRoot(privilege, guardStarter, [connection, String(guardScript.length), 'overlay-lab'], true);
}

/** Waits until the script speaks as root, answering sudo once on the way. */
function started(channel: ClientChannel, mark: string, privilege: Privilege, link: Link, { out, err }: Said) {
  let listener: ((line: string) => void) | undefined;
  let rest = '';
  const feed = () => {
    if (rest.length > longestLine) link.fail(new Reason(texts.link.helperBabbles));
    if (!listener || rest.length > longestLine) return;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(listener);
  };
  const timesAsked = countAsked(privilege);
  return new Promise<{ listen(each: (line: string) => void): void }>((resolve, reject) => {
    channel.on('data', (chunk: Buffer) => {
      const first = !out.seen();
      rest += out(chunk)?.toString('latin1') ?? '';
      if (first && out.seen()) {
        if (privilege.way !== 'root') channel.write(guardInput(mark));
        resolve({
          listen(each) {
            listener = each;
            feed();
          },
        });
      } else feed();
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      err(chunk);
      if (out.seen() || timesAsked(chunk) < 2) return;
      channel.close();
      reject(new NotRoot(texts.process.sudoRefused, true));
    });
    channel.once('close', () => reject(link.gone() ?? notStarted(link, privilege, mark, { out, err })));
  });
}

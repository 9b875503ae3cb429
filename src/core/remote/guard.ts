import { randomBytes } from 'node:crypto';
import type { ClientChannel } from 'ssh2';
import { LabError } from '../../shared/errors.ts';
import { guardScript, guardStarter } from './guard-script.ts';
import { type Link, openChannel } from './link.ts';
import { asRoot, type Privilege, timesAsked } from './privilege.ts';
import { scrubber } from './scrub.ts';

/** The root helper on the node that ends programs: see guard-script.ts. One for each connection. */
export interface Guard {
  /** Random name of this connection on the node. */
  readonly connection: string;
  readonly pid: string;
  /** Signals all processes of a program; resolves with how many there were. */
  signal(signal: 'TERM' | 'KILL', mark: string): Promise<number>;
  /** Resolves when the guard is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Tells it that we are still there; see heartbeat.ts. */
  beat(): void;
  /** Ends it when there is nothing left to guard. */
  quit(): Promise<void>;
}

/** What the node said instead of starting the guard. */
export class NotRoot extends Error {
  readonly wrongPassword: boolean;

  constructor(said: string, wrongPassword: boolean) {
    super(said);
    this.wrongPassword = wrongPassword;
  }
}

export async function startGuard(link: Link, privilege: Privilege): Promise<Guard> {
  const connection = randomBytes(16).toString('hex');
  const channel = await openExec(
    link,
    asRoot(privilege, guardStarter, [connection, String(guardScript.length), 'overlay-lab'], true),
  );
  const lines = await started(channel, connection, privilege, link);
  const pending = new Map<string, (count: number) => void>();
  let next = 0;
  let over = false;
  const ask = (...words: string[]) =>
    new Promise<number>((resolve) => {
      if (over) return resolve(0);
      const id = String(next++);
      pending.set(id, resolve);
      channel.write(`${[id, ...words].join(' ')}\n`);
    });
  const pid = await new Promise<string>((resolve, reject) => {
    lines.listen((line) => {
      const [id = '', value = ''] = line.split(' ');
      if (id === 'ready') return resolve(value);
      pending.get(id)?.(Number(value));
      pending.delete(id);
    });
    channel.once('close', () => reject(new NotRoot('the helper ended at once', false)));
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
  return { connection, pid, signal: (signal, mark) => ask(signal, mark), ended, beat: () => void ask(), quit };
}

export function openExec(link: Link, command: string): Promise<ClientChannel> {
  return openChannel(link, (client, done) => client.exec(command, done));
}

/** Waits until the script speaks as root, answering sudo once on the way. */
function started(channel: ClientChannel, mark: string, privilege: Privilege, link: Link) {
  const out = scrubber(mark);
  const err = scrubber(mark);
  let listener: ((line: string) => void) | undefined;
  let rest = '';
  const feed = () => {
    const lines = rest.split('\n');
    if (!listener) return;
    rest = lines.pop() ?? '';
    lines.forEach(listener);
  };
  if (privilege.way === 'password') channel.write(`${privilege.password}\n`);
  return new Promise<{ listen(each: (line: string) => void): void }>((resolve, reject) => {
    channel.on('data', (chunk: Buffer) => {
      const first = !out.seen();
      rest += out(chunk)?.toString('latin1') ?? '';
      if (first && out.seen()) {
        channel.write(`${mark}\n${guardScript}`);
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
      if (out.seen() || timesAsked(privilege, err.noise()) < 2) return;
      channel.close();
      reject(new NotRoot('sudo did not take the password', true));
    });
    channel.once('close', () => reject(link.gone() ?? new NotRoot(err.noise().trim() || 'no answer', false)));
  });
}

export function sudoFailed(node: string, user: string, said: string): LabError {
  return new LabError('sudo-failed', `${user} cannot become root on ${node}: ${said}`, {
    node,
    remedy: `Log in as root, or let ${user} use sudo (group sudo or wheel) and give the password when asked.`,
  });
}

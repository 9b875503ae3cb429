import { randomBytes } from 'node:crypto';
import type { ServerChannel } from 'ssh2';

/** What a login shell says: before the helper speaks, in its place, and in place of a program. */
export interface ShellKind {
  /** Where it goes wrong. */
  at: 'start' | 'helper' | 'program';
  say(channel: ServerChannel): void;
  /** It is an ordinary output, however odd. */
  fine?: boolean;
}

const flood =
  (text: string | Buffer, stream: 'out' | 'err' = 'out') =>
  (channel: ServerChannel) => {
    const to = stream === 'out' ? channel : channel.stderr;
    const more = () => {
      while (!closed && to.write(text));
    };
    let closed = false;
    channel.on('close', () => {
      closed = true;
    });
    channel.on('drain', more);
    to.on('drain', more);
    more();
  };

const says =
  (text: string | Buffer, status = 0) =>
  (channel: ServerChannel) => {
    channel.write(text);
    channel.exit(status);
    channel.end();
  };

const line = `${'x'.repeat(200)}\n`.repeat(300);

export const shellKinds: Record<string, ShellKind> = {
  'a greeting without an end': { at: 'start', say: flood(line) },
  'a greeting without an end, of one line': { at: 'start', say: flood('x'.repeat(65_536)) },
  'errors without an end': { at: 'start', say: flood(line, 'err') },
  'random bytes without an end': { at: 'start', say: flood(randomBytes(65_536)) },
  nothing: { at: 'start', say: () => {} },
  'a question': { at: 'start', say: (channel) => channel.write('Password: ') },
  'a refusal': { at: 'start', say: says('This account is not available.\n', 1) },
  'success and nothing else': { at: 'start', say: says('') },
  'a signal in place of an end': { at: 'start', say: (channel) => channel.exit('KILL', false, 'x'.repeat(100_000)) },
  'a terminal’s sequences': { at: 'start', say: says('\u001b]0;x\u0007\u001b[2J\u0090\u202e', 1) },
  'a helper that says nothing': { at: 'helper', say: () => {} },
  'a helper of one endless line': { at: 'helper', say: flood('x'.repeat(65_536)) },
  'a helper of endless lines': { at: 'helper', say: flood('7 7\n'.repeat(10_000)) },
  'a helper that ends': { at: 'helper', say: says('') },
  'a helper that talks of something else': { at: 'helper', say: says('hello\nhow are you\n') },
  'random bytes for a helper': { at: 'helper', say: flood(randomBytes(65_536)) },
  'a program without an end': { at: 'program', say: flood(line) },
  'a program of one endless line': { at: 'program', say: flood('x'.repeat(65_536)) },
  'a program with endless errors': { at: 'program', say: flood(line, 'err') },
  'a program that says nothing': { at: 'program', say: () => {} },
  'a program without a status': { at: 'program', say: (channel) => channel.close() },
  'a program with a strange signal': { at: 'program', say: (channel) => channel.exit('NO SUCH', false, '') },
  'a program with a strange status': { at: 'program', say: says('', 2 ** 31) },
  'bytes that are no text': { at: 'program', say: says(randomBytes(100_000)), fine: true },
  'half of a character': { at: 'program', say: says(Buffer.from([0x61, 0xe4, 0xb8])), fine: true },
  'seven megabytes of line ends': { at: 'program', say: says('\n'.repeat(7_000_000)), fine: true },
};

import { expect, test } from 'vitest';
import type { Link } from '../link/link.ts';
import { linkTo, testServer } from '../link/test-ssh-server.ts';
import { startGuard } from './guard.ts';
import { NotRoot, notStarted, shellWord } from './not-started.ts';
import { withPassword } from './privilege.ts';

const link = { node: 'node1', user: 'student' } as Link;
const said = (out: string, err: string) =>
  ({ out: { noise: () => out }, err: { noise: () => err } }) as unknown as Parameters<typeof notStarted>[3];

test('of what sudo said, neither its question, which is ours, nor the password is told', () => {
  const privilege = withPassword('geheim');
  if (privilege.way !== 'password') throw new Error('no password');
  const noise = `${privilege.prompt}student is not in the sudoers file. You said geheim.\n`;
  const error = notStarted(link, privilege, 'x', said(shellWord('x'), noise));
  expect(error).toBeInstanceOf(NotRoot);
  expect(error.message).toBe('student is not in the sudoers file. You said ….');
});

test('nor is it where only the question came', () => {
  const privilege = withPassword('geheim');
  if (privilege.way !== 'password') throw new Error('no password');
  const error = notStarted(link, privilege, 'x', said(shellWord('x'), privilege.prompt));
  expect(error.message).toBe('sudo ended without output');
});

test('a greeting without an end is told in words, at once', async () => {
  await using server = await testServer(() => true);
  const connected = linkTo(server.route());
  const serving = setInterval(() => {
    for (const connection of server.connections.splice(0))
      connection.on('session', (accept) => {
        accept().on('exec', (take) => {
          const channel = take();
          const more = () => {
            while (channel.writable && channel.write('Hello!\n'.repeat(5000)));
          };
          channel.on('error', () => {}).on('drain', more);
          more();
        });
      });
  }, 1);
  try {
    const greeted = await connected;
    await expect(startGuard(greeted, { way: 'root' })).rejects.toMatchObject({
      code: 'too-large',
      message:
        'What the login shell on node1 prints before anything is started is too large for the app to read: more than 4 MB.',
    });
    await greeted.close();
  } finally {
    clearInterval(serving);
  }
});

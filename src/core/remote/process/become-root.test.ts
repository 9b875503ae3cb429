import type { Connection, ServerChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { LabError } from '../../../shared/errors.ts';
import { noPrompts } from '../auth/prompts.ts';
import { linkTo, testServer } from '../link/test-ssh-server.ts';
import { becomeRoot } from './become-root.ts';

/** A sudo that wants a password and takes none. */
function refuseSudo(connection: Connection | undefined): void {
  connection?.on('session', (accept) => {
    accept().on('exec', (take, _reject, { command }) => {
      const channel = take();
      const prompt = /\[overlay-lab [0-9a-f]+\] /.exec(command)?.[0];
      if (prompt) channel.stderr.write(`${prompt}Sorry, try again.\n${prompt}`);
      else end(channel, 'sudo: a password is required\n');
    });
  });
}

function end(channel: ServerChannel, said: string): void {
  channel.stderr.write(said);
  channel.exit(1);
  channel.end();
}

test.each([
  ['at once', [], 'cancelled', 'no more'],
  [
    'after a wrong password',
    ['wrong'],
    'sudo-failed',
    'joe cannot become root on node1: sudo did not accept the password',
  ],
])('a person who cancels %s', async (_when, answers, code, message) => {
  await using server = await testServer(() => true);
  const link = await linkTo(server.route());
  refuseSudo(server.connections[0]);
  const sudoPassword = async () => {
    const answer = answers.shift();
    if (answer !== undefined) return answer;
    throw new LabError('cancelled', 'no more');
  };
  const failure = becomeRoot(link, { prompts: { ...noPrompts, sudoPassword }, remembered: undefined });
  await expect(failure).rejects.toMatchObject({ code, message });
  await link.close();
});

import { expect, onTestFinished, test } from 'vitest';
import type { RemoteNode } from '../../src/core/machine/port.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { connectNode } from '../../src/core/remote/connect.ts';
import { connected, processesWith, target, uniqueWord, until } from '../support/nodes/remote-lab.ts';

/** A user of the node, logged in by root's own key, whose login shell is this script. */
async function userWithShell(node: RemoteNode, script: string): Promise<string> {
  const user = uniqueWord();
  await node.script(
    `printf "#!/bin/sh\\n%s\\n" "$2" >"/usr/local/bin/$1"; chmod 755 "/usr/local/bin/$1"
     useradd -m -s "/usr/local/bin/$1" "$1"; install -d -m 700 -o "$1" "/home/$1/.ssh"
     install -m 600 -o "$1" /root/.ssh/authorized_keys "/home/$1/.ssh/"
     echo "$1 ALL=(ALL) NOPASSWD: ALL" >"/etc/sudoers.d/$1"`,
    [user, script],
  );
  const remove = 'pkill -KILL -u "$1"; userdel -r "$1" 2>/dev/null; rm -f "/usr/local/bin/$1" "/etc/sudoers.d/$1"; :';
  onTestFinished(async () => void (await node.script(remove, [user])));
  return user;
}

const options = { prompts: noPrompts, env: { PATH: process.env.PATH } };

test('a login shell that starts nothing is told of, with what it printed', async () => {
  const node = await connected();
  const shells: [string, string, string][] = [
    ['echo "This account is not available."; exit 1', 'This account is not available', 'command-failed'],
    ['echo "Your name"; read name', 'Your name', 'time-out'],
    ['echo "Welcome" >&2; exec sleep 1000', 'Welcome', 'time-out'],
  ];
  const attempts = shells.map(async ([script, printed, code]) => {
    const user = await userWithShell(node, script);
    await expect(connectNode(target({ user }), options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`login shell of ${user} .*it printed: ${printed}`)),
      details: { node: target().name, remedy: expect.stringContaining('chsh') },
    });
  });
  await Promise.all(attempts);
});

test('sudo that does not come to an end is told of as sudo', async () => {
  const node = await connected();
  // As a slow module of PAM has it: nothing is printed.
  const user = await userWithShell(node, 'export PATH="/run/slow:$PATH"; exec /bin/sh "$@"');
  await node.script(
    'mkdir -p /run/slow; printf "#!/bin/sh\nexec sleep 1000\n" >/run/slow/sudo; chmod 755 /run/slow/sudo',
  );
  onTestFinished(async () => void (await node.script('rm -r /run/slow')));
  await expect(connectNode(target({ user }), options)).rejects.toMatchObject({
    code: 'sudo-failed',
    message: expect.stringContaining('sudo on'),
    details: { remedy: expect.stringContaining('pam.d') },
  });
});

test('a login shell that does not answer is not waited for once nobody wants it', async () => {
  const node = await connected();
  const word = uniqueWord();
  const user = await userWithShell(node, `sleep 1000 & echo ${word}; cat`);
  const stop = new AbortController();
  const connecting = connectNode(target({ user }), { ...options, signal: stop.signal });
  const told = expect(connecting).rejects.toMatchObject({ message: expect.stringMatching(/cancel|abort/i) });
  await until(
    () => processesWith(node, user),
    (found) => found.length > 0,
  );
  stop.abort();
  await told;
});

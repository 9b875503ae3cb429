import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { appKnownHosts } from '../../src/core/gates/places.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import {
  anotherSshd,
  connected,
  labDir,
  processesWith,
  scratch,
  studentPassword,
  target,
  uniqueWord,
  until,
} from '../support/nodes/remote-lab.ts';

const noKey = { identityFile: './no-such-key' };
const withPassword = { env: { ...process.env, SSH_AUTH_SOCK: '', PW: studentPassword } };

describe.each([
  ['operator, sudo without a password', target({ user: 'operator' }), {}],
  ['student, key, sudo with a password', target({ user: 'student', passwordEnv: 'PW' }), withPassword],
  ['student, password for both', target({ user: 'student', passwordEnv: 'PW', ...noKey }), withPassword],
])('%s', (_name, to, options) => {
  test('programs run as root; their input is theirs from the first byte', async () => {
    const node = await connected(to, options);
    const input = Buffer.concat([Buffer.from('first\nsecond\n'), randomBytes(200_000)]);
    for (let round = 0; round < 3; round++) {
      const { stdout, stderr } = await node.exec(['sh', '-c', 'id -u; echo "$HOME"; sha256sum; echo e >&2'], {
        stdin: input,
      });
      const { stdout: sum } = spawnSync('sha256sum', { input, encoding: 'utf8' });
      expect([stdout, stderr]).toEqual([`0\n/root\n${sum}`, 'e\n']);
    }
  });

  test('the password is in no argument and no environment on the node', async () => {
    const node = await connected(to, options);
    await node.open(['sleep', '1000']); // with the sudo above it, while there is one
    expect(await processesWith(node, studentPassword)).toEqual([]);
    const environments = 'grep -lsaF -e "$(cat)" /proc/[0-9]*/environ; :';
    expect((await node.script(environments, [], { stdin: studentPassword })).stdout).toBe('');
  });

  test('an abort leaves nothing, neither the program nor sudo', async () => {
    const node = await connected(to, options);
    const word = uniqueWord();
    const stop = new AbortController();
    const run = node.script('trap "" TERM; sleep 1000; :', [word], { signal: stop.signal });
    run.catch(() => {});
    await until(
      () => processesWith(node, word),
      (found) => found.length > 0,
    );
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await processesWith(node, word)).toEqual([]);
  });

  test('Docker answers, also 32 calls at once, and so does a conversation', async () => {
    const node = await connected(to, options);
    const answers = await Promise.all(Array.from({ length: 32 }, () => node.docker.version()));
    expect(new Set(answers.map(({ ApiVersion }) => ApiVersion)).size).toBe(1);
    const cat = await node.open(['cat']);
    cat.stdin.write('x');
    expect(String((await cat.stdout.take(1).toArray())[0])).toBe('x');
  });

  test('an upload ends up as root’s, where only root may write', async () => {
    const node = await connected(to, options);
    const path = `/root/${uniqueWord()}`;
    await node.upload(Buffer.from('content'), path, { mode: 0o600 });
    const { stdout } = await node.script(
      'stat -c "%a %U %G" "$1"; cat "$1"; rm "$1"; ls -A ~root /home/* | grep -c "^[.]overlay-lab" ; :',
      [path],
    );
    expect(stdout).toBe('600 root root\ncontent0\n');
  });
});

test.each([
  ['a wrong password for sudo', { passwordEnv: 'PW' }, 'sudo-failed'],
  ['no password for sudo', {}, 'sudo-failed'],
  ['a wrong login password', { passwordEnv: 'PW', ...noKey }, 'auth-failed'],
  ['no key at all', noKey, 'auth-failed'],
])('%s', async (_name, ssh, code) => {
  const env = { ...process.env, SSH_AUTH_SOCK: '', PW: 'wrong-Secret' };
  const failure = await connected(target({ user: 'student', ...ssh }), { env }).catch(
    (error: unknown) => error as Error,
  );
  expect(failure).toMatchObject({ code, details: { node: target().name } });
  expect(JSON.stringify([failure, (failure as Error).message])).not.toContain('wrong-Secret');
});

test('a person is asked for the sudo password once', async () => {
  let asked = 0;
  const sudoPassword = async () => {
    asked++;
    return studentPassword;
  };
  const node = await connected(target({ user: 'student' }), { prompts: { ...noPrompts, sudoPassword } });
  await node.exec(['true']);
  expect(asked).toBe(1);
});

test('keyboard-interactive, as PAM asks it', async () => {
  const other = await anotherSshd(
    'PasswordAuthentication no\nKbdInteractiveAuthentication yes\nPubkeyAuthentication no',
    'student',
  );
  const to = { ...other.target, ssh: { ...other.target.ssh, passwordEnv: 'PW' } };
  const node = await connected(to, { ...other.options, env: { ...other.options.env, PW: studentPassword } });
  expect((await node.exec(['id', '-u'])).stdout).toBe('0\n');
});

test('a key with a passphrase, and one that only the agent has', async () => {
  const dir = scratch();
  copyFileSync(join(labDir, 'key'), join(dir, 'key'));
  execFileSync('chmod', ['600', join(dir, 'key')]);
  const agent = execFileSync('ssh-agent', ['-s'], { encoding: 'utf8' });
  const [, agentSocket = '', pid = ''] = /SSH_AUTH_SOCK=([^;]+);[\s\S]*SSH_AGENT_PID=(\d+)/.exec(agent) ?? [];
  onTestFinished(() => void process.kill(Number(pid)));
  execFileSync('ssh-add', ['-q', join(dir, 'key')], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } });
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', join(dir, 'key')]);
  const to = target({ identityFile: join(dir, 'key') });
  const passphrase = async () => 'open sesame';
  await connected(to, { prompts: { ...noPrompts, passphrase } });
  await connected(to, { agentSocket });
  await connected(target(noKey), { agentSocket });
  await expect(connected(to)).rejects.toMatchObject({ code: 'auth-failed' });
});

test('a known_hosts file of its own: unknown, then kept among the app’s keys, then changed', async () => {
  const home = scratch();
  const env = { ...process.env, SSH_AUTH_SOCK: '', HOME: home, XDG_DATA_HOME: '' };
  const knownHosts = join(home, 'named-by-the-lab-file');
  const to = target({ knownHosts });
  await expect(connected(to, { env })).rejects.toMatchObject({ code: 'host-key-unknown' });
  await connected(to, { env, prompts: { ...noPrompts, acceptHostKey: async () => true } });
  await connected(to, { env });
  // What a lab file names is never written: a line of it could be a key for a login.
  expect(existsSync(knownHosts)).toBe(false);
  const { host, port } = to.ssh;
  const other = join(scratch(), 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
  const pub = execFileSync('cut', ['-d ', '-f1,2', `${other}.pub`], { encoding: 'utf8' });
  writeFileSync(appKnownHosts(env), `[${host}]:${port} ${pub}`);
  await expect(connected(to, { env })).rejects.toMatchObject({ code: 'host-key-changed' });
});

test('Docker: what attach says comes through', async () => {
  const node = await connected();
  const image = await node.script(
    'd=$(mktemp -d); mkdir $d/bin; cp /bin/busybox $d/bin/; tar -C $d -c . | docker import - "$1"; rm -r $d',
    ['overlay-lab-remote-test'],
  );
  expect(image.stdout).toMatch(/^sha256:/);
  const container = await node.docker.createContainer({
    Image: 'overlay-lab-remote-test',
    Cmd: ['/bin/busybox', 'sh', '-c', 'read x; echo "got $x"; echo no >&2'],
    OpenStdin: true,
    StdinOnce: true,
    HostConfig: { NetworkMode: 'none' },
  });
  try {
    const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true });
    const [out, err] = [new PassThrough(), new PassThrough()];
    node.docker.modem.demuxStream(stream, out, err);
    await container.start();
    stream.end('hello\n');
    await container.wait();
    expect([String(out.read()), String(err.read())]).toEqual(['got hello\n', 'no\n']);
  } finally {
    await container.remove({ force: true });
    await node.docker.getImage('overlay-lab-remote-test').remove();
  }
});

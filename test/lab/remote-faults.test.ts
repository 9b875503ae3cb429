import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { dockerError } from '../../src/core/remote/docker/docker-error.ts';
import {
  anotherSshd,
  connected,
  cuttable,
  killAllWith,
  processesWith,
  studentPassword,
  target,
  uniqueWord,
  until,
} from '../support/nodes/remote-lab.ts';

const long = (word: string) => ['sh', '-c', 'trap "" TERM HUP PIPE; while :; do sleep 1; done', word];

test.each(['root', 'operator', 'student'])('a connection that is cut takes its programs with it (%s)', async (user) => {
  const observer = await connected();
  const way = await cuttable({ user, ...(user === 'student' && { passwordEnv: 'PW' }) });
  const node = await connected(way.target, { env: { ...process.env, SSH_AUTH_SOCK: '', PW: studentPassword } });
  const word = uniqueWord();
  const running = [node.exec(long(word)), node.exec(long(word), { stdin: Buffer.alloc(5_000_000) })];
  const conversation = await node.open(long(word));
  const shell = await node.shell({ cols: 80, rows: 24, command: ['sh', '-c', 'sleep 1000; :', word] });
  const ends = [...running, conversation.ended].map((end) =>
    expect(end).rejects.toMatchObject({ code: 'unreachable' }),
  );
  await until(
    () => processesWith(observer, word),
    (found) => found.length >= 4,
  );
  way.cut();
  expect(await node.lost).toMatchObject({ code: 'unreachable', details: { node: target().name } });
  await Promise.all(ends);
  expect(await shell.ended).toBeUndefined();
  await until(
    () => processesWith(observer, word),
    (found) => found.length === 0,
  );
  await expect(node.exec(['true'])).rejects.toMatchObject({ code: 'unreachable' });
  await expect(node.docker.ping()).rejects.toMatchObject({ code: 'unreachable' });
});

test('a connection that falls silent is given up here, and there as well', async () => {
  const observer = await connected();
  const way = await cuttable();
  const node = await connected(way.target);
  const word = uniqueWord();
  const running = expect(node.exec(long(word), { timeout: 170_000 })).rejects.toMatchObject({ code: 'unreachable' });
  await until(
    () => processesWith(observer, word),
    (found) => found.length > 0,
  );
  way.fallSilent();
  expect(await node.lost).toMatchObject({ code: 'unreachable', message: expect.stringContaining('no sign of life') });
  await running;
  await until(
    () => processesWith(observer, word),
    (found) => found.length === 0,
  );
});

test('an upload that is cut off leaves the old file', async () => {
  const observer = await connected();
  const dir = (await observer.exec(['mktemp', '-d'])).stdout.trim();
  await observer.upload(Buffer.from('old'), `${dir}/file`);
  const way = await cuttable();
  const node = await connected(way.target);
  const failure = node.upload(Buffer.alloc(50_000_000), `${dir}/file`, {
    onProgress: (sent) => sent > 5_000_000 && way.cut(),
  });
  await expect(failure).rejects.toMatchObject({ code: 'unreachable' });
  expect((await observer.exec(['cat', `${dir}/file`])).stdout).toBe('old');
  await observer.exec(['rm', '-r', dir]);
});

test('a helper that someone kills ends the connection, not silently', async () => {
  const [observer, node] = [await connected(), await connected()];
  const word = uniqueWord();
  const running = expect(node.exec(long(word))).rejects.toMatchObject({ code: 'unreachable' });
  const mine = (
    await node.script('tr "\\0" "\\n" </proc/$$/environ | sed -n "s/^OVERLAY_LAB_RUN=\\([^.]*\\).*/\\1/p"')
  ).stdout.trim();
  await until(
    () => processesWith(observer, word),
    (found) => found.length > 0,
  );
  await killAllWith(observer, mine);
  expect(await node.lost).toMatchObject({ code: 'unreachable', message: expect.stringContaining('helper') });
  await running;
  await killAllWith(observer, word);
});

test('sshd with MaxSessions 2, by way of a jump host: everyone gets a turn', async () => {
  const other = await anotherSshd('MaxSessions 2');
  const node = await connected(other.target, other.options);
  const all = await Promise.all(Array.from({ length: 20 }, (_, index) => node.exec(['echo', String(index)])));
  expect(all).toHaveLength(20);
  await node.upload(Buffer.from('x'), '/run/remote-test-file');
  await node.exec(['rm', '/run/remote-test-file']);
  expect((await node.docker.version()).ApiVersion).toBeTruthy();
});

test('MaxSessions 1 is refused with what to do', async () => {
  const other = await anotherSshd('MaxSessions 1');
  const node = await connected(other.target, other.options);
  await expect(node.exec(['true'])).rejects.toMatchObject({
    code: 'refused',
    details: { remedy: expect.stringContaining('MaxSessions') },
  });
});

test('MaxStartups 2:100:2: a burst of ten all get in', async () => {
  const other = await anotherSshd('MaxStartups 2:100:2');
  const nodes = await Promise.all(
    Array.from({ length: 10 }, () => connected(other.target, { ...other.options, connectTimeout: 60_000 })),
  );
  const answers = await Promise.all(nodes.map((node) => node.exec(['true'])));
  expect(answers).toHaveLength(10);
});

test('an sshd that forwards no sockets: Docker answers by another way', async () => {
  const other = await anotherSshd('AllowStreamLocalForwarding no');
  const node = await connected(other.target, other.options);
  const answers = await Promise.all(Array.from({ length: 32 }, () => node.docker.version()));
  expect(answers).toHaveLength(32);
});

test('an sshd that forwards no ports: TCP by another way, and who is not there is named', async () => {
  const other = await anotherSshd('AllowTcpForwarding no');
  const node = await connected(other.target, other.options);
  for (let time = 0; time < 2; time++) {
    const socket = await node.dial('127.0.0.1', 22);
    expect(String(await once(socket, 'data'))).toMatch(/^SSH-2.0-/);
    socket.destroy();
  }
  const refused = await node.dial('127.0.0.1', 1);
  const [error] = await once(refused, 'error');
  expect(error).toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/cannot reach 127.0.0.1 port 1: Connection refused$/),
  });
});

test.each(['MaxSessions 2', 'MaxSessions 2\nAllowTcpForwarding no', 'MaxSessions 3\nDisableForwarding yes'])(
  'too few sessions for a run are told at once, with the settings by name: %j',
  async (settings) => {
    const other = await anotherSshd(settings);
    const node = await connected(other.target, other.options);
    const refused = {
      code: 'refused',
      message: expect.stringContaining('too few sessions'),
      details: { remedy: expect.stringMatching(/MaxSessions.*AllowTcpForwarding/) },
    };
    await expect(node.enoughSessions()).rejects.toMatchObject(refused);
    // Conversations that stay: nothing waits for a place that never comes.
    const kept = [await node.open(['cat'])];
    const more = await node.open(['cat']).catch((error: unknown) => error);
    if (!(more instanceof Error)) kept.push(more as (typeof kept)[0]);
    await expect(node.exec(['true'])).rejects.toMatchObject(refused);
    await Promise.all(kept.map((one) => one.stop()));
    await node.exec(['true']);
  },
);

test('ordinary settings are enough for a run', async () => {
  const node = await connected();
  await node.enoughSessions();
});

test('an engine that restarts answers again on the same connection', async () => {
  const node = await connected();
  await Promise.all(Array.from({ length: 8 }, () => node.docker.version()));
  // systemd counts starts and would refuse one more after several runs of this test in a row.
  const start = () =>
    node.script('systemctl reset-failed docker.service; systemctl start docker.socket docker.service');
  onTestFinished(async () => void (await start()));
  await node.exec(['systemctl', 'stop', 'docker.service', 'docker.socket']);
  const failure = await node.docker.version().catch((error: unknown) => dockerError(error, node.name));
  expect(failure).toMatchObject({
    code: 'docker-failed',
    details: { remedy: expect.stringContaining('journalctl') },
  });
  await start();
  await Promise.all(Array.from({ length: 8 }, () => node.docker.version()));
  await node.exec(['systemctl', 'restart', 'docker.service']);
  expect((await node.docker.version()).ApiVersion).toBeTruthy();
});

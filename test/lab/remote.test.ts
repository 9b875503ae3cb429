import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { getJson } from '../../src/core/machine/tunnel-http.ts';
import { connected, killAllWith, processesWith, uniqueWord, until } from '../support/nodes/remote-lab.ts';

const odd = ['', ' ', "it's", '$(id)', '`id`', '"', '\\', '-n', '*', '~', '!!', 'a\nb', 'ö\u202e', '\u0001'];

test('arguments, input, output and status are what they are', async () => {
  const node = await connected();
  const words = await node.exec(['printf', '%s\\0', ...odd]);
  expect(words.stdout.split('\0').slice(0, -1)).toEqual(odd);
  expect((await node.script('printf "%s|" "$@"; cat', odd, { stdin: 'in\nput' })).stdout).toBe(
    `${odd.join('|')}|in\nput`,
  );
  expect(await node.exec(['sh', '-c', 'echo out; echo err >&2; exit 3'], { expect: [3] })).toEqual({
    status: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
  expect(await node.exec(['sh', '-c', 'kill -KILL $$'], { expect: 'any' })).toMatchObject({ status: 137 });
  await expect(node.exec(['sh', '-c', 'echo why >&2; exit 4'])).rejects.toMatchObject({
    code: 'command-failed',
    message: expect.stringContaining('why'),
    details: { node: node.name },
  });
  await expect(node.exec(['no-such-program'])).rejects.toMatchObject({ message: expect.stringContaining('not found') });
  await expect(node.exec(['echo', 'x'.repeat(200_000)])).rejects.toMatchObject({ code: 'bad-input' });
  expect((await node.script('id -u; pwd; echo "$LC_ALL"')).stdout).toBe('0\n/\nC\n');
});

test('bytes of any kind and size go through stdin and come back', async () => {
  const node = await connected();
  const bytes = randomBytes(3_000_000);
  const { stdout } = await node.exec(['sha256sum'], { stdin: bytes });
  expect(stdout).toContain(createHash('sha256').update(bytes).digest('hex'));
  expect((await node.exec(['head', '-c', '10'], { stdin: bytes, maxOutput: 10 })).status).toBe(0);
});

test('the live log never splits a character, and is the whole output', async () => {
  const node = await connected();
  const pieces: string[] = [];
  const onOutput = (_stream: string, text: string) => pieces.push(text);
  const { stdout } = await node.script('for i in $(seq 60); do printf "\\303"; printf "\\244€"; done', [], {
    onOutput,
  });
  expect(pieces.join('')).toBe('ä€'.repeat(60));
  expect(stdout).toBe('ä€'.repeat(60));
  expect(pieces.every((piece) => !piece.includes('\ufffd'))).toBe(true);
});

test('too much output ends the program', async () => {
  const node = await connected();
  const word = uniqueWord();
  await expect(node.exec(['sh', '-c', 'yes; :', word], { maxOutput: 100_000 })).rejects.toMatchObject({
    code: 'too-large',
  });
  expect(await processesWith(node, word)).toEqual([]);
});

const stubborn = `trap "" TERM; sleep 1000 & setsid sh -c "sleep 1000; :" "$1" & env -i sh -c "sleep 1000; :" "$1" & sleep 1000`;

test.each(['abort', 'time-out'])(
  '%s: children, other sessions and those that ignore TERM are gone when it rejects',
  async (how) => {
    const node = await connected();
    const word = uniqueWord();
    const stop = new AbortController();
    const started = node.script(stubborn, [word], how === 'abort' ? { signal: stop.signal } : { timeout: 1000 });
    started.catch(() => {});
    await until(
      () => processesWith(node, word),
      (found) => found.length === 3,
    );
    stop.abort();
    await expect(started).rejects.toMatchObject({ code: how === 'abort' ? 'cancelled' : 'time-out' });
    expect(await processesWith(node, word)).toEqual([]);
  },
);

test('an abort lets the program clean up after itself', async () => {
  const node = await connected();
  const stop = new AbortController();
  let log = '';
  const onOutput = (_stream: string, text: string) => {
    log += text;
    if (log.includes('ready')) stop.abort();
  };
  const running = node.script('trap "echo cleaned; exit" TERM; echo ready; while :; do sleep 0.1; done', [], {
    onOutput,
    signal: stop.signal,
  });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(log).toContain('cleaned');
});

test('an abort in the moment of the start leaves nothing either', async () => {
  const node = await connected();
  const word = uniqueWord();
  const tries = Array.from({ length: 20 }, async (_, index) => {
    const stop = new AbortController();
    const run = node.exec(['sh', '-c', 'sleep 1000; :', word], { signal: stop.signal });
    setTimeout(() => stop.abort(), index);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
  await Promise.all(tries);
  expect(await processesWith(node, word)).toEqual([]);
});

test('60 programs at once wait for each other and all end well', async () => {
  const node = await connected();
  const all = await Promise.all(Array.from({ length: 60 }, (_, index) => node.exec(['echo', String(index)])));
  expect(all.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 60 }, (_, index) => index));
});

test('a conversation: bytes go back and forth, its end has a status, stop stops it', async () => {
  const node = await connected();
  const cat = await node.open(['sh', '-c', 'cat; echo bye >&2; exit 7']);
  const lines = cat.stdout[Symbol.asyncIterator]();
  for (const text of ['one\n', 'two\n']) {
    cat.stdin.write(text);
    expect(String((await lines.next()).value)).toBe(text);
  }
  cat.stdin.end();
  expect(await cat.ended).toBe(7);
  expect(cat.stderr()).toBe('bye\n');
  const word = uniqueWord();
  const sleeper = await node.open(['sh', '-c', 'sleep 1000; :', word]);
  await sleeper.stop();
  expect(await sleeper.ended).toBe(143);
  expect(await processesWith(node, word)).toEqual([]);
});

test('a conversation that nobody listens to waits on the node, and can be stopped', async () => {
  const node = await connected();
  const yes = await node.open(['yes']);
  await until(
    () => node.exec(['true']).then(() => yes.stdout.readableLength),
    (length) => length > 0,
  );
  for (let round = 0; round < 10; round++) await node.exec(['sleep', '0.1']);
  const { readableLength, writableLength = 0 } = yes.stdout as Readable & { writableLength?: number };
  expect(readableLength + writableLength).toBeLessThan(4_000_000);
  await yes.stop();
  expect((await node.exec(['pgrep', '-x', 'yes'], { expect: 'any' })).stdout).toBe('');
});

test('close ends what is running, and leaves no helper behind', async () => {
  const [node, other] = [await connected(), await connected()];
  const word = uniqueWord();
  const running = node.exec(['sh', '-c', 'sleep 1000; :', word]);
  running.catch(() => {});
  await node.open(['sh', '-c', 'trap "" TERM; sleep 1000; :', word]);
  await until(
    () => processesWith(other, word),
    (found) => found.length === 2,
  );
  await node.close();
  expect(await node.lost).toBeUndefined();
  expect(await processesWith(other, word)).toEqual([]);
  await expect(running).rejects.toBeDefined();
  await expect(node.exec(['true'])).rejects.toMatchObject({ code: 'unreachable' });
});

test('a daemon that a program leaves behind on purpose stays', async () => {
  const [node, other] = [await connected(), await connected()];
  const word = uniqueWord();
  await node.script('setsid sh -c "while :; do sleep 1; done" "$1" </dev/null >/dev/null 2>&1 &', [word]);
  await node.close();
  expect(await processesWith(other, word)).toHaveLength(1);
  await killAllWith(other, word);
});

test('a tunnel reaches what only the node can reach', async () => {
  const node = await connected();
  const socket = await node.dial('127.0.0.1', 22);
  const [banner] = await socket.take(1).toArray();
  expect(String(banner)).toMatch(/^SSH-2\.0-/);
  await expect(node.dial('127.0.0.1', 1)).rejects.toMatchObject({ code: 'unreachable' });
  const server = await node.script(`d=$(mktemp -d); echo '{"a":1}' >$d/x.json; echo $d`);
  const web = await node.open(['busybox', 'httpd', '-f', '-p', '127.0.0.1:28123', '-h', server.stdout.trim()]);
  const ask = () => getJson(node, '127.0.0.1', 28123, '/x.json').catch(() => ({ status: 0, json: undefined }));
  expect(await until(ask, ({ status }) => status !== 0)).toEqual({ status: 200, json: { a: 1 } });
  await web.stop();
  await node.exec(['rm', '-r', server.stdout.trim()]);
});

test('an upload is complete or not there, with its mode and owner', async () => {
  const node = await connected();
  const dir = (await node.exec(['mktemp', '-d'])).stdout.trim();
  const bytes = randomBytes(5_000_000);
  const sent: number[] = [];
  await node.upload(bytes, `${dir}/file`, { mode: 0o640, onProgress: (count) => sent.push(count) });
  expect(sent.at(-1)).toBe(bytes.length);
  const look = 'cd "$1"; stat -c "%a %u %g %s" file; sha256sum <file; ls -A';
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect((await node.script(look, [dir])).stdout).toBe(`640 0 0 5000000\n${hash}  -\nfile\n`);
  // Half-way through a second one the first is what stands there; after the abort as well, and nothing beside it.
  const stop = new AbortController();
  const endless = Readable.from(
    (async function* () {
      for (;;) {
        yield Buffer.alloc(100_000);
        await wait(1);
      }
    })(),
  );
  const second = node.upload(endless, `${dir}/file`, {
    signal: stop.signal,
    onProgress: (count) => count > 1_000_000 && stop.abort(),
  });
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  expect((await node.script(look, [dir])).stdout).toContain(`${hash}  -\nfile\n`);
  await node.upload(Readable.from([Buffer.from('new')]), `${dir}/file`);
  expect((await node.exec(['cat', `${dir}/file`])).stdout).toBe('new');
  await expect(node.upload(bytes, `${dir}/none/file`)).rejects.toMatchObject({ code: 'command-failed' });
  await node.exec(['rm', '-r', dir]);
});

test('a terminal: size, typing, resizing, its end', async () => {
  const node = await connected();
  const shell = await node.shell({ cols: 91, rows: 17, command: ['sh'] });
  let seen = '';
  shell.output.on('data', (chunk) => {
    seen += chunk;
  });
  const shows = (text: string) =>
    until(
      () => wait(5),
      () => seen.includes(text),
    );
  shell.write('stty size; echo T=$TERM\r');
  await shows('17 91');
  await shows('T=xterm-256color');
  shell.resize(120, 40);
  shell.write('stty size\r');
  await shows('40 120');
  shell.write('exit 5\r');
  expect(await shell.ended).toBe(5);
});

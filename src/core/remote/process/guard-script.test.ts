import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import {
  guardInline,
  guardInlineArgs,
  guardScript,
  guardStarter,
  plainWords,
  wordsInCommand,
  wordsLine,
  wrapScript,
} from './guard-script.ts';

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The guard as it runs on a node, without SSH around it. */
async function guard(connection = randomBytes(8).toString('hex')) {
  const child = spawn('/bin/sh', ['-c', guardStarter, 'sh', connection, String(guardScript.length)]);
  children.push(child);
  child.stderr.resume();
  child.stdin.on('error', () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  expect(await line()).toBe(connection);
  child.stdin.write(`a line that sudo left\n${connection}\n${guardScript}`);
  const [, pid] = (await line()).split(' ');
  const ask = async (text: string) => {
    child.stdin.write(`${text}\n`);
    return line();
  };
  return { child, connection, pid: pid ?? '', ask };
}

/** A program as sshd starts it: first of its own session. */
function program(guardPid: string, mark: string, script: string | readonly string[], input = 'none', before = '') {
  const child = spawn('/bin/sh', ['-c', wrapScript, 'sh', guardPid, mark, input], { detached: true });
  children.push(child);
  child.stdin.on('error', () => {});
  child.stdin.write(before + wordsLine(typeof script === 'string' ? ['sh', '-c', script] : script));
  return { child, output: async () => Buffer.concat(await child.stdout.toArray()).toString() };
}

/** Processes with the mark that are there and no zombies. */
function carriers(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
      return state !== 'Z' && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`=${mark}.`);
    } catch {
      return false;
    }
  });
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

const started = async (mark: string, count = 1) => {
  await until(() => carriers(mark).length >= count);
};

describe.skipIf(process.platform !== 'linux')('the guard', () => {
  test('signals the processes of one program, and says how many', async () => {
    const { connection, pid, ask } = await guard();
    const one = program(pid, `${connection}.1`, 'sleep 1000 & sleep 1000');
    const other = program(pid, `${connection}.12`, 'sleep 1000 & sleep 1000');
    await Promise.all([started(`${connection}.1`, 3), started(`${connection}.12`, 3)]);
    // Listened for from before the signal on: the end may come sooner than the answer.
    const over = once(one.child, 'exit');
    expect(await ask(`7 TERM ${connection}.1.`)).toBe('7 3');
    await over;
    expect(await ask(`8 KILL ${connection}.1.`)).toBe('8 0');
    expect(carriers(`${connection}.12`)).toHaveLength(3);
    other.child.kill('SIGKILL');
    await ask(`9 KILL ${connection}.12.`);
  });

  test.each(['in silence', 'in the middle of an answer'])(
    'ends what runs when the connection ends %s, but no daemon',
    async (how) => {
      const { child, connection, pid } = await guard();
      const script = 'setsid sleep 1000 </dev/null >/dev/null 2>&1 & sleep 1000';
      const running = program(pid, `${connection}.1`, script);
      await started(`${connection}.1`, 3);
      if (how !== 'in silence') {
        child.stdout.destroy();
        child.stdin.write('1\n2\n3\n');
      }
      const over = [once(running.child, 'exit'), once(child, 'exit')];
      child.stdin.end();
      await Promise.all(over);
      const daemons = carriers(`${connection}.1`);
      expect(daemons).toHaveLength(1);
      process.kill(Number(daemons[0]), 'SIGKILL');
    },
  );

  const stubborn = 'trap "" TERM; sleep 1000 & wait';

  test('of a new connection waits until the one of a connection that is gone has ended its programs', async () => {
    const gone = await guard();
    program(gone.pid, `${gone.connection}.1`, stubborn);
    await started(`${gone.connection}.1`, 2);
    gone.child.stdin.end();
    // Else the input's end may come after the look: on a node a new connection takes far longer than that.
    await once(gone.child.stdin, 'close');
    await until(() => readlinkSync(`/proc/${gone.pid}/fd/0`) === '/dev/null');
    await guard();
    expect(carriers(`${gone.connection}.1`)).toEqual([]);
  });

  test('of a new connection ends what one left whose guard was killed', async () => {
    const gone = await guard();
    program(gone.pid, `${gone.connection}.1`, 'setsid sleep 1000 & sleep 1000');
    await started(`${gone.connection}.1`, 3);
    process.kill(Number(gone.pid), 'SIGKILL');
    await once(gone.child, 'exit');
    await guard();
    const daemons = carriers(`${gone.connection}.1`);
    expect(daemons).toHaveLength(1);
    process.kill(Number(daemons[0]), 'SIGKILL');
  });

  test('of a new connection leaves the programs of a living one alone', async () => {
    const other = await guard();
    program(other.pid, `${other.connection}.1`, stubborn);
    await started(`${other.connection}.1`, 2);
    await guard();
    expect(carriers(`${other.connection}.1`)).toHaveLength(2);
    await other.ask(`1 KILL ${other.connection}.1.`);
  });

  test('leaves at once when it is told to', async () => {
    const { child } = await guard();
    child.stdin.write('1 QUIT\n');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe.skipIf(process.platform !== 'linux')('the guard that comes with the command', () => {
  test('speaks, answers, is known by its short line, and hands nothing of itself on', async () => {
    const connection = randomBytes(8).toString('hex');
    const child = spawn('/bin/sh', ['-c', guardInline, 'sh', ...guardInlineArgs(connection)], {
      env: { ...process.env, SHELL: '/bin/of-login' },
    });
    children.push(child);
    child.stderr.resume();
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const line = async () => String((await lines.next()).value);
    expect(await line()).toBe(connection);
    const [word, pid = '', engine, shell] = (await line()).split(' ');
    expect([word, engine, shell]).toEqual(['ready', expect.stringMatching(/^(dockerd|none)$/), '/bin/of-login']);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    expect(command).toContain(connection);
    expect(command.join(' ').length).toBeLessThan(200);
    child.stdin.write('7 KILL nothing.\n');
    expect(await line()).toBe('7 0');
    child.stdin.write('8 QUIT\n');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe.skipIf(process.platform !== 'linux')('the wrapper', () => {
  test('starts nothing once the guard is gone', async () => {
    const gone = spawn('/bin/true');
    await once(gone, 'exit');
    const { child, output } = program(String(gone.pid), 'm.1', 'echo started');
    expect([await output(), child.exitCode ?? (await once(child, 'exit'))[0]]).toEqual(['', 255]);
  });

  test.each([
    ['input', 'secret\nm.1\n', 'own input'],
    ['input', 'm.1\n', 'own input'],
    ['none', '', 'm.1\nown input'],
  ])('%s: %j', async (kind, before, input) => {
    const { child, output } = program(String(process.pid), 'm.1', 'cat', kind, before);
    child.stdin.end(input);
    expect(await output()).toBe(`m.1\n${input}`);
  });

  test('gives the words to the program as they are', async () => {
    const words = ['', ' ', "it's", 'a\nb\n', '\\', '\\n\\c\\0101%s', '!!', '$HOME`id`"', 'ä世\u0001', '-n'];
    const { child, output } = program(String(process.pid), 'm.1', ['printf', '[%s]', ...words]);
    child.stdin.end();
    const printed = `m.1\n${words.map((word) => `[${word}]`).join('')}`;
    expect(await output()).toBe(printed);
    const inCommand = wordsInCommand(['printf', '[%s]', ...words]) ?? [];
    const other = spawn('/bin/sh', ['-c', wrapScript, 'sh', String(process.pid), 'm.1', 'none', ...inCommand]);
    expect(Buffer.concat(await other.stdout.toArray()).toString()).toBe(printed);
    const plain = plainWords(['printf', '[%s]', ...words], '/bin/bash') ?? [];
    const last = spawn('/bin/sh', ['-c', wrapScript, 'sh', String(process.pid), 'm.1', ...plain]);
    expect(Buffer.concat(await last.stdout.toArray()).toString()).toBe(printed);
  });

  test('gives them as they are to login shells alone that take them so, and runs nothing that came otherwise', async () => {
    for (const shell of ['/bin/bash', '/usr/bin/dash', '/bin/sh', 'zsh'])
      expect(plainWords(['echo', 'ä b'], shell)).toEqual(['9', 'echo', 'ä b']);
    for (const shell of ['', '/bin/csh', '/bin/tcsh', '/usr/bin/fish', '/bin/rbash', '/bin/bash2', 'constructor'])
      expect(plainWords(['echo', 'a'], shell)).toBeUndefined();
    expect(plainWords(['echo', 'x'.repeat(70_000)], '/bin/bash')).toBeUndefined();
    const child = spawn('/bin/sh', ['-c', wrapScript, 'sh', String(process.pid), 'm.1', '9', 'echo', 'a']);
    const [said] = await Promise.all([child.stdout.toArray(), once(child, 'exit')]);
    expect([Buffer.concat(said).toString(), child.exitCode]).toEqual(['', 254]);
  });

  test('takes words of any length that a command may have, and no more with the command itself', async () => {
    const long = 'ä'.repeat(20_000);
    const inCommand = wordsInCommand(['printf', '%s', long]) ?? [];
    const child = spawn('/bin/sh', ['-c', wrapScript, 'sh', String(process.pid), 'm.1', 'none', ...inCommand]);
    expect(Buffer.concat(await child.stdout.toArray()).toString()).toBe(`m.1\n${long}`);
    expect(wordsInCommand(['printf', '%s', 'x'.repeat(70_000)])).toBeUndefined();
  });
});

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { guardScript, guardStarter, wrapScript } from './guard-script.ts';

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
function program(guardPid: string, mark: string, script: string, input = 'none') {
  const child = spawn('/bin/sh', ['-c', wrapScript, 'sh', guardPid, mark, input, 'sh', '-c', script], {
    detached: true,
  });
  children.push(child);
  child.stdin.on('error', () => {});
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

const started = async (mark: string, count = 1) => {
  while (carriers(mark).length < count) await new Promise((resolve) => setImmediate(resolve));
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

  test('leaves at once when it is told to', async () => {
    const { child } = await guard();
    child.stdin.write('1 QUIT\n');
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
    ['input', 'secret\nm.1\nown input', 'own input'],
    ['input', 'm.1\nown input', 'own input'],
    ['none', 'm.1\nown input', 'm.1\nown input'],
  ])('%s: %j', async (kind, input, wanted) => {
    const { child, output } = program(String(process.pid), 'm.1', 'cat', kind);
    child.stdin.end(input);
    expect(await output()).toBe(`m.1\n${wanted}`);
  });
});

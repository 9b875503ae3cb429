import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { askInstance, beInstance, instanceSocket } from './instance.ts';

const address = `http://127.0.0.1:4711/?token=${'a'.repeat(43)}`;
const dir = () => temporaryFolder('instance');

async function asked(socket: string, timeoutMs?: number): Promise<string | undefined> {
  const given = await askInstance(socket, timeoutMs);
  given?.leave();
  return given?.address;
}

async function started(socket: string, answer = address) {
  const instance = await beInstance(socket, () => answer, 60_000);
  if (instance) onTestFinished(() => instance.close());
  return instance;
}

describe('one instance', () => {
  test('the second start is given an address by the first, and only one is the first', async () => {
    const socket = await instanceSocket(dir());
    expect(await asked(socket)).toBeUndefined();
    expect(await started(socket)).toBeDefined();
    expect(await asked(socket)).toBe(address);
    expect(await started(socket, 'other')).toBeUndefined();
    expect(await asked(socket)).toBe(address);
    expect((await stat(socket)).mode & 0o777).toBe(0o600);
  });

  test('what a killed one left behind is taken over', async () => {
    const socket = await instanceSocket(dir());
    // A socket file to which nobody listens any more.
    const script = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
    const { spawnSync } = await import('node:child_process');
    spawnSync(process.execPath, ['-e', script]);
    expect((await stat(socket)).isSocket()).toBe(true);
    expect(await asked(socket)).toBeUndefined();
    expect(await started(socket)).toBeDefined();
    expect(await asked(socket)).toBe(address);
  });

  test('who asked hears when the address was used, and that it was not where the app ends', async () => {
    const socket = await instanceSocket(dir());
    const uses: (() => void)[] = [];
    const instance = await beInstance(
      socket,
      (onUsed) => {
        uses.push(onUsed);
        return address;
      },
      60_000,
    );
    const [one, two] = [await askInstance(socket), await askInstance(socket)];
    expect(one?.address).toBe(address);
    uses[0]?.();
    expect(await one?.used).toBe(true);
    await instance?.close();
    expect(await two?.used).toBe(false);
  });

  test.each(['http://evil.example/?token=x', `https://127.0.0.1:1/?token=${'a'.repeat(43)}`, `${address}\nmore`, ''])(
    'an answer that is no address of ours opens nothing: %j',
    async (answer) => {
      const socket = await instanceSocket(dir());
      await started(socket, answer);
      expect(await asked(socket)).toBeUndefined();
    },
  );

  test('one that does not answer is not waited for', { timeout: 8000 }, async () => {
    const socket = await instanceSocket(dir());
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(socket, resolve));
    onTestFinished(() => void mute.close());
    expect(await asked(socket, 200)).toBeUndefined();
  });

  test('a long folder name has its socket in a folder that only we enter', async () => {
    const long = path.join(dir(), 'x'.repeat(120));
    const [socket = '', other = ''] = await Promise.all([long, `${long}y`].map(instanceSocket));
    for (const one of [socket, other]) onTestFinished(() => rm(path.dirname(one), { recursive: true }));
    expect(Buffer.byteLength(socket)).toBeLessThan(104);
    const parent = await stat(path.dirname(socket));
    expect([parent.mode & 0o777, parent.uid]).toEqual([0o700, process.getuid?.()]);
    expect(socket).not.toBe(other);
    expect(await started(socket)).toBeDefined();
  });
});

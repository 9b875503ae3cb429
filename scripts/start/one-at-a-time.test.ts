import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { oneAtATime } from './one-at-a-time.mjs';

const folder = () => temporaryFolder('lock');

test('one works while the others wait and are told so, each after the other; a failure gives the lock back', async () => {
  const socket = path.join(folder(), 'not-yet-there', 'lock');
  const told: string[] = [];
  const first = Promise.withResolvers<string>();
  const one = oneAtATime(
    socket,
    async () => {
      told.push('one');
      return first.promise;
    },
    () => told.push('one waits'),
  );
  await expect.poll(() => told).toEqual(['one']);
  let working = 0;
  const others = ['two', 'three'].map((name) =>
    oneAtATime(
      socket,
      async () => {
        expect(++working).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        working--;
        return name;
      },
      () => told.push(`${name} waits`),
    ),
  );
  await expect.poll(() => told.toSorted()).toEqual(['one', 'three waits', 'two waits']);
  first.reject(new Error('no'));
  await expect(one).rejects.toThrow('no');
  expect(await Promise.all(others)).toEqual(['two', 'three']);
});

test('one that is killed holds it no longer', async () => {
  const socket = path.join(folder(), 'lock');
  const source = `require('node:net').createServer(() => {}).listen(${JSON.stringify(socket)}, () => console.log('holds it'))`;
  const holder = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const waits = Promise.withResolvers<void>();
  const work = oneAtATime(socket, async () => 'done', waits.resolve);
  await waits.promise;
  holder.kill('SIGKILL');
  expect(await work).toBe('done');
  // And what it left behind is in nobody's way.
  expect(await oneAtATime(socket, async () => 'again', expect.fail)).toBe('again');
});

test('where there can be no such socket nobody waits', async () => {
  const file = path.join(folder(), 'a file');
  writeFileSync(file, '');
  for (const socket of [path.join(file, 'lock'), path.join(folder(), 'x'.repeat(200)), file])
    expect(await oneAtATime(socket, async () => 'done', expect.fail)).toBe('done');
});

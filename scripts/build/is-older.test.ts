import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { isOlder } from './is-older.ts';

test('a build is old when a source is newer, is new, or is gone', () => {
  const root = temporaryFolder('older');
  const write = (name: string, time: number) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, time, time);
  };
  const folders = (time: number) => {
    for (const dir of ['src/deep', 'src']) utimesSync(path.join(root, dir), time, time);
  };
  const old = () => isOlder(['out/a', 'out/b'], ['src', 'lock', 'none'], root);
  write('src/deep/one', 100);
  write('lock', 100);
  folders(100);
  expect(old()).toBe(true);
  write('out/a', 200);
  expect(old()).toBe(true);
  write('out/b', 150);
  expect(old()).toBe(false);
  write('src/deep/one', 160);
  folders(100);
  expect(old()).toBe(true);
  write('out/b', 200);
  expect(old()).toBe(false);
  rmSync(path.join(root, 'src/deep/one'));
  expect(old()).toBe(true);
});

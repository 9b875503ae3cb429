import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { readableByRoot } from './readable-by-root.ts';

const practiceLab = fileURLToPath(new URL('../../resources/practice-lab', import.meta.url));
const appImage = { APPIMAGE: '/home/somebody/overlay-lab.AppImage' };

test('outside of an AppImage the program is run where it is', async () => {
  const dataDir = temporaryFolder('data');
  expect(await readableByRoot(practiceLab, dataDir, {})).toBe(practiceLab);
  expect(readdirSync(dataDir)).toEqual([]);
});

test('in an AppImage root gets a copy, whole, that runs; a second start changes nothing', async () => {
  const dataDir = temporaryFolder('data');
  const copy = await readableByRoot(practiceLab, dataDir, appImage);
  expect(copy.startsWith(dataDir)).toBe(true);
  const files = (folder: string) => readdirSync(folder, { recursive: true }).map(String).toSorted();
  expect(files(copy)).toEqual(files(practiceLab));
  expect(statSync(path.join(copy, 'practice-lab')).mode & 0o777).toBe(0o755);
  expect(statSync(path.join(copy, 'lib/paths.sh')).mode & 0o777).toBe(0o644);
  const { stdout } = spawnSync(path.join(copy, 'practice-lab'), ['--help'], { encoding: 'utf8' });
  expect(stdout).toContain('practice-lab VERB');
  const { ino } = statSync(path.join(copy, 'practice-lab'));
  expect(await readableByRoot(practiceLab, dataDir, appImage)).toBe(copy);
  expect(statSync(path.join(copy, 'practice-lab')).ino).toBe(ino);
});

test('a copy that was changed is as it should be again; another version gets a folder of its own', async () => {
  const dataDir = temporaryFolder('data');
  const folder = temporaryFolder('program');
  const program = path.join(folder, 'practice-lab');
  writeFileSync(program, 'echo one\n');
  const copy = await readableByRoot(folder, dataDir, appImage);
  writeFileSync(path.join(copy, 'practice-lab'), 'echo evil\n');
  chmodSync(path.join(copy, 'practice-lab'), 0o777);
  await readableByRoot(folder, dataDir, appImage);
  expect(readFileSync(path.join(copy, 'practice-lab'), 'utf8')).toBe('echo one\n');
  expect(statSync(path.join(copy, 'practice-lab')).mode & 0o777).toBe(0o644);
  writeFileSync(program, 'echo two\n');
  const next = await readableByRoot(folder, dataDir, appImage);
  expect(next).not.toBe(copy);
  expect(readFileSync(path.join(copy, 'practice-lab'), 'utf8')).toBe('echo one\n');
});

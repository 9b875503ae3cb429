import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { buildRenderer } from './build-renderer.ts';

/** A checkout with one source, and a build of it that waits to be let go on when half of its files are there. */
function checkout() {
  const root = temporaryFolder('build');
  const source = path.join(root, 'src', 'renderer', 'main.tsx');
  mkdirSync(path.dirname(source), { recursive: true });
  writeFileSync(source, 'one');
  const half = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const said: string[] = [];
  let builds = 0;
  const build = async (outDir: string) => {
    builds++;
    mkdirSync(outDir, { recursive: true });
    writeFileSync(path.join(outDir, 'index.html'), readFileSync(source));
    half.resolve();
    await goOn.promise;
    for (const name of ['class.html', 'index.js']) writeFileSync(path.join(outDir, name), readFileSync(source));
  };
  const start = (findBuild: () => Promise<typeof build | undefined> = async () => build) =>
    buildRenderer((line) => said.push(line), { root, findBuild });
  const read = (name: string) => readFileSync(path.join(root, 'out', 'renderer', name), 'utf8');
  const change = (text: string) => {
    writeFileSync(source, text);
    utimesSync(source, new Date(), new Date(Date.now() + 60_000));
  };
  return { root, start, half, goOn, said, builds: () => builds, read, change };
}

test('two starts at once: one builds, the other waits for the whole of it', async () => {
  const { root, start, half, goOn, said, builds, read } = checkout();
  const [one, two] = [start(), start()];
  await half.promise;
  await expect.poll(() => said).toEqual(['Building the window …', expect.stringContaining('Another start')]);
  expect(existsSync(path.join(root, 'out', 'renderer'))).toBe(false);
  goOn.resolve();
  expect(await Promise.all([one, two])).toEqual(Array(2).fill(path.join(root, 'out', 'renderer')));
  expect([builds(), read('index.html'), read('index.js')]).toEqual([1, 'one', 'one']);
  expect(readdirSync(path.join(root, 'out'))).toEqual(['renderer']);
});

test('what was built without the page for guests is built again', async () => {
  const { root, start, goOn, builds, read } = checkout();
  goOn.resolve();
  const dir = path.join(root, 'out', 'renderer');
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'index.html'), 'of an older version');
  await start();
  await start();
  expect([builds(), read('index.html'), read('class.html')]).toEqual([1, 'one', 'one']);
});

test('while it is rebuilt, what was there can be read; then nothing of it is left', async () => {
  const { start, goOn, said, read, change } = checkout();
  goOn.resolve();
  await start();
  change('two');
  const broken = start(async () => async () => {
    expect(read('index.js')).toBe('one');
    throw new Error('a mistake in the sources');
  });
  await expect(broken).rejects.toThrow('a mistake');
  expect(read('index.js')).toBe('one');
  await start();
  expect([read('index.html'), read('index.js')]).toEqual(['two', 'two']);
  expect(said.at(-1)).toBe('Rebuilding the window …');
});

test('what a killed build left goes with a later one, what may still go on stays', async () => {
  const { root, start, goOn } = checkout();
  goOn.resolve();
  for (const [name, age] of [
    ['renderer-killed', 7_200_000],
    ['renderer-now', 0],
    ['rendererless', 7_200_000],
    // What somebody keeps there themselves.
    ['renderer-backup', 7_200_000],
    ['renderer-of-mine', 7_200_000],
  ] as const) {
    const dir = path.join(root, 'out', name);
    mkdirSync(path.join(dir, name.endsWith('backup') ? 'mine' : 'new'), { recursive: true });
    utimesSync(dir, new Date(), new Date(Date.now() - age));
  }
  await start();
  expect(readdirSync(path.join(root, 'out')).toSorted()).toEqual([
    'renderer',
    'renderer-backup',
    'renderer-now',
    'renderer-of-mine',
    'rendererless',
  ]);
});

test('without anything to build with, an old window serves and a missing one is told', async () => {
  const { start, goOn, change } = checkout();
  const nothing = async () => undefined;
  await expect(start(nothing)).rejects.toThrow('is missing');
  goOn.resolve();
  const dir = await start();
  change('two');
  expect(await start(nothing)).toBe(dir);
});

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Comparison } from '../../shared/compare/comparison.ts';
import { keepComparison, keptComparisons } from './kept-comparisons.ts';

const comparison = (at: string): Comparison => ({
  lab: 'lab',
  at,
  repeats: 1,
  iperfSeconds: 1,
  tracks: [],
  failed: [],
});

test('the newest twenty of a lab are kept, the newest first; a broken one is left out', async () => {
  const state = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-kept-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  expect(await keptComparisons(state, 'lab')).toEqual([]);
  const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
  for (let minute = 0; minute < 22; minute += 1) await keepComparison(state, comparison(at(minute)));
  expect((await keptComparisons(state, 'lab')).map((one) => one.at)).toEqual(
    Array.from({ length: 20 }, (_, index) => at(21 - index)),
  );
  const folder = path.join(state, 'lab', 'comparisons');
  const [oldest = ''] = (await readdir(folder)).toSorted();
  await writeFile(path.join(folder, oldest), '{"lab":');
  expect(await keptComparisons(state, 'lab')).toHaveLength(19);
  expect(await keptComparisons(state, 'lab', 2)).toMatchObject([{ at: at(21) }, { at: at(20) }]);
});

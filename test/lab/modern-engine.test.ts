import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoadedLab, loadLab } from '../../src/core/lab/load-lab.ts';
import { changesBetween, statesOf } from './node-state.ts';
import { practiceLab } from './practice.ts';
import { errorOf, findingOf, labFile, namesOf, perform, stateOf, testLab } from './run-lab.ts';

describe.skipIf(!labFile)('an engine without cluster store (Docker 26)', () => {
  let loaded: LoadedLab;
  let lab: string;
  let folder: string;

  beforeAll(async () => {
    lab = `${(await testLab()).lab.name}-modern`;
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-modern-'));
    const up = await practiceLab(['up', lab, '--nodes', '2', '--suite', 'trixie', '--access-dir', folder]);
    if (up.status !== 0) throw new Error(up.stderr);
    loaded = await loadLab(path.join(folder, 'lab.yaml'));
  });

  afterAll(async () => {
    await practiceLab(['down', lab]);
    await rm(folder, { recursive: true, force: true });
  });

  test('preflight refuses it with the reason, its row and what to do, and nothing is begun', async () => {
    const before = await statesOf(lab, namesOf(loaded));
    const told = await perform(loaded, { command: 'run' });
    for (const node of namesOf(loaded)) {
      expect(findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === 'engine-version')).toMatchObject({
        level: 'error',
        message: expect.stringContaining('--cluster-store'),
        remedy: expect.stringContaining('bookworm'),
        diagnosis: 1,
      });
      expect(errorOf(told, 'preflight', node)).toMatchObject({ code: 'refused', diagnosis: 1 });
      expect(stateOf(told, 'image', node)).toBe('blocked');
    }
    expect(told.result).toMatchObject({ ok: false, changes: 0 });
    expect(changesBetween(before, await statesOf(lab, namesOf(loaded)))).toEqual([]);
  });
});

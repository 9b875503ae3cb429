import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import type { StepId } from '../../src/shared/steps.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { differencesOf, freshLab, labFile, mustPerform, namesOf, perform } from './run-lab.ts';

const building: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network', 'workers'];

describe.skipIf(!labFile)('a node that is away while the lab is reset', () => {
  const state = process.env.XDG_STATE_HOME;
  let loaded: LoadedLab;
  let before: Record<string, NodeState>;
  let otherLaptop: string;

  beforeAll(async () => {
    otherLaptop = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-other-laptop-'));
    loaded = await freshLab();
    before = await statesOf(loaded.lab.name, namesOf(loaded));
  });

  afterAll(async () => {
    process.env.XDG_STATE_HOME = state;
    await rm(otherLaptop, { recursive: true, force: true });
    if (loaded) await freshLab();
  });

  test.for([0, 1])(
    'node %i: the other one is done and proved; this one later, alone, from another laptop',
    async (index) => {
      await mustPerform(loaded, { command: 'run', only: building });
      const away = structuredClone(loaded);
      const lost = away.lab.nodes[index];
      if (lost) lost.ssh.port = 1;
      const { result } = await perform(away, { command: 'reset' });
      expect(result.errors).toMatchObject([{ code: 'unreachable', node: lost?.name }]);
      expect(result.proofs.filter(({ equal }) => !equal)).toEqual([]);
      expect(new Set(result.proofs.map(({ node }) => node)).size).toBe(1);

      process.env.XDG_STATE_HOME = otherLaptop;
      const alone = structuredClone(loaded);
      alone.lab.nodes = alone.lab.nodes.filter(({ name }) => name === lost?.name);
      expect(differencesOf(await mustPerform(alone, { command: 'reset' }))).toEqual([]);
      expect(changesBetween(before, await statesOf(loaded.lab.name, namesOf(loaded)))).toEqual([]);
    },
  );
});

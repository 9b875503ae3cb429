import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { differencesOf, labFile, mustPerform, perform } from '../support/nodes/run-lab.ts';

const building: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network', 'workers'];

describe.skipIf(!labFile)('a node that is away while the lab is reset', () => {
  const fresh = freshForAll();
  const state = process.env.XDG_STATE_HOME;
  let laptops: string;

  beforeAll(async () => {
    laptops = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-laptops-'));
  });

  afterAll(async () => {
    if (state === undefined) delete process.env.XDG_STATE_HOME;
    else process.env.XDG_STATE_HOME = state;
    await rm(laptops, { recursive: true, force: true });
  });

  const resetWithout = async (index: number) => {
    const away = structuredClone(fresh.loaded);
    const lost = away.lab.nodes[index];
    if (lost) lost.ssh.port = 1;
    const told = await perform(away, { command: 'reset' });
    expect(told.result.errors).toMatchObject([{ code: 'unreachable', node: lost?.name }]);
    expect(differencesOf(told)).toEqual([]);
    expect(new Set(told.result.proofs.map(({ node }) => node)).size).toBe(1);
  };

  test.for([0, 1])(
    'node %i: the other one is done and proved; this one later, alone, from another laptop',
    async (index) => {
      process.env.XDG_STATE_HOME = path.join(laptops, `one-${index}`);
      await mustPerform(fresh.loaded, { command: 'run', only: building });
      await resetWithout(index);
      process.env.XDG_STATE_HOME = path.join(laptops, `other-${index}`);
      // Nobody is left to agree with its member of etcd.
      await resetWithout(1 - index);
      expect(await fresh.changes()).toEqual([]);
    },
  );
});

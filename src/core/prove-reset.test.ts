import { expect, it, vi } from 'vitest';
import type { Lab } from '../shared/lab.ts';
import type { OpenNode } from './open-nodes.ts';
import { proveReset } from './prove-reset.ts';

const prove = (ledger: object) => {
  const nodes = [{ name: 'node1', node: { name: 'node1' }, ledger }] as unknown as OpenNode[];
  return proveReset({ name: 'lab' } as Lab, nodes, { emit: vi.fn() });
};

it('of a node whose ledger and baseline are lost says that nobody knows, and what to do', async () => {
  expect(await prove({ baseline: undefined, hasRecords: true })).toEqual([
    {
      code: 'not-proved',
      node: 'node1',
      message: expect.stringContaining('baseline is lost'),
      remedy: expect.stringMatching(/has a copy.*daemon\.json/),
    },
  ]);
});

it('of a node that was never changed has nothing to say', async () => {
  expect(await prove({ baseline: undefined, hasRecords: false })).toEqual([]);
});

it('of a damaged baseline proves nothing', async () => {
  expect(await prove({ baseline: '{', hasRecords: true })).toMatchObject([{ code: 'not-proved', node: 'node1' }]);
});

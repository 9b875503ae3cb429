import { expect, test } from 'vitest';
import { proofTable } from './proof-table.ts';
import { typedTable } from './typed-table.ts';

const proof = (node: string, more: object = {}) => ({
  node,
  kind: 'typed',
  equal: true,
  differences: [],
  looked: ['etcd’s data'],
  ...more,
});

test('says what was looked for, what is still there, and what is left and why; a comparison it is none', () => {
  const proofs = [
    proof('node1', { left: ['etcd (process 7); left, because it is somebody’s (to remove it: kill 7)'] }),
    proof('node2', { equal: false, differences: ['+ container worker-2'] }),
  ];
  expect(typedTable(proofs)?.rows).toEqual([
    ['container worker-2', 'node2', 'still there'],
    ['etcd (process 7)', 'node1', 'left, because it is somebody’s (to remove it: kill 7)'],
    ['etcd’s data', 'node1', 'none of the lab’s is there'],
  ]);
  expect(proofTable(proofs)).toBeUndefined();
  expect(typedTable([{ node: 'node1', kind: 'files', equal: true, differences: [] }])).toBeUndefined();
});

import { expect, it } from 'vitest';
import { inNodeOrder } from './node-order.ts';

it('is the order of the lab, the unknown last, and keeps what one node said in its own order', () => {
  const nodes = ['node2', 'node10', 'node1'].map((name) => ({ name, state: 'ready' as const }));
  const said = ['node1 a', 'other', 'node10 a', 'node2 b', 'node2 a'];
  const nodeOf = (text: string) => text.split(' ')[0] ?? '';
  expect(inNodeOrder({ nodes }, said, nodeOf)).toEqual(['node2 b', 'node2 a', 'node10 a', 'node1 a', 'other']);
});

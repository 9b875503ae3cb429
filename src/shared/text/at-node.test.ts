import { expect, test } from 'vitest';
import { atNode } from './at-node.ts';

test('a message that does not name its node gets it', () => {
  expect(atNode('node1', 'no connection')).toBe('node1: no connection');
  expect(atNode('node1', 'Status 1 on node2: false')).toBe('node1: Status 1 on node2: false');
  expect(atNode('node1', 'node10 is up')).toBe('node1: node10 is up');
});

test.each([
  ['node1', 'node1 (127.0.0.1 port 22): refused'],
  ['node1', 'Status 1 on node1: false'],
  [undefined, 'no node'],
])('%s: %s stays as it is', (node, message) => {
  expect(atNode(node, message)).toBe(message);
});

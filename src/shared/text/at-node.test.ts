import { expect, test } from 'vitest';
import { atNode } from './at-node.ts';

test.each([
  ['node1', 'no connection', 'node1: no connection'],
  ['node1', 'node1 (127.0.0.1 port 22): refused', 'node1 (127.0.0.1 port 22): refused'],
  ['node1', 'Status 1 on node1: false', 'Status 1 on node1: false'],
  ['node1', 'Status 1 on node2: false', 'node1: Status 1 on node2: false'],
  ['node1', 'node10 is up', 'node1: node10 is up'],
  [undefined, 'no node', 'no node'],
])('%s, %s', (node, message, expected) => {
  expect(atNode(node, message)).toBe(expected);
});

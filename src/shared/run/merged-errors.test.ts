import { expect, test } from 'vitest';
import type { ReportedError } from './events.ts';
import { mergedErrors } from './merged-errors.ts';

const refused = (node: string, message: string, more: Partial<ReportedError> = {}): ReportedError => ({
  code: 'unreachable',
  node,
  message,
  remedy: 'Start sshd.',
  ...more,
});

test('what is said of several nodes is said once', () => {
  expect(
    mergedErrors([refused('node1', 'node1 (port 22): refused'), refused('node2', 'node2 (port 22): refused')]),
  ).toEqual([refused('node1, node2', 'node1, node2 (port 22): refused')]);
});

test('the same of three steps on one node is told once, as it is', () => {
  const one = refused('node1', 'gone', { step: 'etcd' });
  expect(mergedErrors([one, { ...one, step: 'daemon' }, { ...one, step: 'image' }])).toEqual([one]);
});

test('another cause, another remedy or another code is another error', () => {
  const all = [
    refused('node1', 'gone'),
    refused('node2', 'refused'),
    refused('node2', 'gone', { remedy: 'Wait.' }),
    refused('node2', 'gone', { code: 'time-out' }),
  ];
  expect(mergedErrors(all)).toEqual(all);
});

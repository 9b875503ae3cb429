import { expect, test } from 'vitest';
import { fateOf } from './fate.ts';

test.each([
  ['file /etc/docker/daemon.json', 'restore'],
  ['new file /etc/docker/daemon.json', 'remove'],
  ['service etcd.service', 'restore'],
  ['service overlay-lab-etcd.service', 'remove'],
  ['container worker-1', 'remove'],
])('%s: %s', (change, fate) => {
  expect(fateOf({ change })).toBe(fate);
});

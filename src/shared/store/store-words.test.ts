import { expect, it } from 'vitest';
import type { StoreEntry } from './store.ts';
import { storeCommand } from './store-words.ts';

const entry = (more: Partial<StoreEntry>): StoreEntry => ({
  ...{ key: '/docker/nodes/192.0.2.1:2375', kind: 'engine', name: '192.0.2.1:2375', detail: '', value: '' },
  ...more,
});
const told = { from: 'node1', address: '192.0.2.1' };

it('is shown by a command on whoever told of it, or heard it', () => {
  expect(storeCommand(entry({}), told)).toEqual({
    ...{ node: 'node1', command: 'curl -s http://192.0.2.1:2379/v2/keys/docker/nodes/192.0.2.1:2375' },
  });
  const service = entry({ kind: 'service', key: 'service/abc', name: 'web' });
  expect(storeCommand(service, told)?.command).toBe('docker service inspect abc');
  const heard = entry({ kind: 'peer', key: 'node2/myapp/p', heard: { node: 'node2', network: 'myapp' } });
  expect(storeCommand(heard, told)).toEqual({ node: 'node2', command: 'docker network inspect --verbose myapp' });
});

it('is no command where a node’s word would mean something else to a shell', () => {
  for (const name of ['a b', '$(reboot)', '-rf', 'x;y', ''])
    expect(storeCommand(entry({ kind: 'agreed', key: 'network/n', name }), told)).toBeUndefined();
  expect(storeCommand(entry({}), {})).toBeUndefined();
});

import { expect, it } from 'vitest';
import { inventoryOf } from '../../../../shared/inventory/inventory.ts';
import { sandboxesEmpty } from '../../../machine/namespaces.ts';
import { engineForget, forgetSandboxes } from './forget-sandboxes.ts';

/** An engine that keeps a sandbox; what was done to its node. */
async function swept(how: { before?: string[]; networks?: string[]; store?: string; liveRestore?: boolean }) {
  const done: string[] = [];
  const names = ['bridge', 'host', 'none', ...(how.networks ?? [])];
  const node = {
    name: 'node1',
    lost: new Promise(() => {}),
    run: async (operation: unknown) => {
      if (operation === engineForget) done.push('forgotten');
      return operation === sandboxesEmpty ? ['0123456789ab'] : [];
    },
    docker: {
      info: async () => ({ ClusterStore: how.store ?? '', LiveRestoreEnabled: how.liveRestore ?? false }),
      listNetworks: async () => names.map((Name) => ({ Name })),
      listContainers: async () => [],
    },
  };
  const context = {
    node,
    lab: { name: 'lab' },
    signal: new AbortController().signal,
    baseline: () => inventoryOf({ namespaces: (how.before ?? []).map((name) => ({ name })) }),
    log: () => undefined,
  };
  const error = await forgetSandboxes(context as never).catch((thrown: unknown) => thrown);
  return { done, error };
}

it('a sandbox of a lost overlay goes where the engine’s notes hold nothing else', async () => {
  expect(await swept({})).toEqual({ done: ['forgotten'], error: undefined });
});

it.each([
  ['others’ networks stand in the same notes', { networks: ['mine'] }, /have to be created again: mine/],
  ['containers would go on without them', { liveRestore: true }, /local-kv\.db/],
])('but is told with its remedy where %s', async (_, how, remedy) => {
  const { done, error } = await swept(how);
  expect(done).toEqual([]);
  expect(error).toMatchObject({
    code: 'not-proved',
    details: { node: 'node1', remedy: expect.stringMatching(remedy) },
  });
});

it.each([
  ['was there before the lab', { before: ['0123456789ab'] }],
  ['the engine has a store to ask', { store: 'etcd://10.0.0.1:2379' }],
])('and stays where it %s', async (_, how) => expect(await swept(how)).toEqual({ done: [], error: undefined }));

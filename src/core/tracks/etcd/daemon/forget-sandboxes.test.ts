import { expect, it } from 'vitest';
import { inventoryOf } from '../../../../shared/inventory/inventory.ts';
import { emptySandboxes } from '../../../ledger/baseline-script.ts';
import { forgetSandboxes } from './forget-sandboxes.ts';

/** An engine that keeps a sandbox; what was done to its node. */
async function swept(how: { before?: string[]; networks?: string[]; store?: string; liveRestore?: boolean }) {
  const done: string[] = [];
  const names = ['bridge', 'host', 'none', ...(how.networks ?? [])];
  const node = {
    name: 'node1',
    lost: new Promise(() => {}),
    script: async (source: string) => {
      if (source === emptySandboxes) return { stdout: '0123456789ab\n', stderr: '', status: 0 };
      if (source.includes('rm -f -- "$notes"')) done.push('forgotten');
      return { stdout: '', stderr: '', status: 0 };
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

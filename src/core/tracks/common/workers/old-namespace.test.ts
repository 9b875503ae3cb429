import { expect, it, vi } from 'vitest';
import { namespaceList, namespaceRemove } from '../../../machine/namespaces.ts';
import type { LabContext } from '../support/lab-step.ts';
import { findOldNamespaces, forgetOldNamespaces } from './old-namespace.ts';

const said: string[] = [];
vi.mock('../../../machine/engine.ts', async (original) => ({
  ...(await original<object>()),
  restartEngine: async () => void said.push('restart'),
}));

const id = '0a4ab1f5fe074425f813be7bd720ac71';

async function forget(names: string[], ends: string[]): Promise<string[]> {
  said.length = 0;
  const node = {
    run: async (operation: unknown, args: { names: string[] }) => {
      if (operation === namespaceList) return names;
      expect(operation).toBe(namespaceRemove);
      said.push(`remove ${args.names.join(' ')}`);
    },
    docker: {
      listNetworks: async () => [{ Id: id, Name: 'myapp', Driver: 'overlay', Labels: {} }],
      getNetwork: () => ({ inspect: async () => ({ Containers: Object.fromEntries(ends.map((end) => [end, {}])) }) }),
    },
  };
  const lab = { name: 'lab', network: { name: 'myapp' } };
  const context = { node, lab, signal: new AbortController().signal } as unknown as LabContext;
  await forgetOldNamespaces(context, await findOldNamespaces(context));
  return [...said];
}

it('of an overlay that nobody on the node uses goes, and the engine starts again', async () => {
  expect(await forget(['1e7efe1326e4', '1-0a4ab1f5fe', '2-5fbbe2cc85'], ['ep-888f'])).toEqual([
    'remove 1-0a4ab1f5fe',
    'restart',
  ]);
});

it('stays where a container here is on it, and nothing is done where there is none', async () => {
  expect(await forget(['1-0a4ab1f5fe'], ['ep-888f', '1bdb162bed0e'])).toEqual([]);
  expect(await forget(['1e7efe1326e4', '2-5fbbe2cc85'], [])).toEqual([]);
});

import { expect, it } from 'vitest';
import { inventoryOf } from '../../../../shared/inventory/inventory.ts';
import { labLabel } from '../../../machine/engine.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';
import { startFormer } from './start-former.ts';

it('starts those of others that ran before the lab and have ended, and no other', async () => {
  const started: string[] = [];
  const stands: [name: string, state: string, labels?: Record<string, string>][] = [
    ['ran', 'exited'],
    ['runs', 'running'],
    ['rested', 'exited'],
    ['later', 'exited'],
    ['ours', 'exited', { [labLabel]: 'lab' }],
    ['paused', 'paused'],
    ['fails', 'exited'],
  ];
  const containers = stands.map(([name, State, Labels = {}]) => ({
    Id: `${name}-0123456789abcdef`,
    Names: [`/${name}`],
    State,
    Labels,
  }));
  const docker = {
    listContainers: async () => containers,
    getContainer: (id: string) => ({
      async start() {
        started.push(id.split('-')[0] ?? '');
        if (id.startsWith('fails')) throw new Error('no');
      },
    }),
  };
  const id = (name: string) => `${name}-0123456789abcdef`.slice(0, 12);
  const stood = (state: string) => (name: string) => ({ name, id: id(name), state });
  const before = [...['ran', 'runs', 'ours', 'paused', 'fails'].map(stood('running')), stood('exited')('rested')];
  const context = { lab: { name: 'lab' }, log: () => undefined, baseline: () => inventoryOf({ containers: before }) };
  await startFormer({ name: 'node1', docker } as unknown as Node, context as unknown as LabContext);
  expect(started).toEqual(['ran', 'fails']);
});

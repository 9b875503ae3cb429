import { expect, it } from 'vitest';
import { labLabel } from '../../node/engine.ts';
import type { LabContext } from '../support/lab-step.ts';
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
  const before = ['ran', 'runs', 'ours', 'paused', 'fails'].map((name) => `${name} ${id(name)} running`);
  before.push(`rested ${id('rested')} exited`);
  const context = { node: { name: 'node1', docker }, lab: { name: 'lab' }, log: () => undefined };
  await startFormer({ ...context, baseline: () => ({ containers: before }) } as unknown as LabContext);
  expect(started).toEqual(['ran', 'fails']);
});

import { expect, it, vi } from 'vitest';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { StoreNews } from '../../../shared/store/store.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import type { Node } from '../../machine/port.ts';
import { LabStore, storeReader } from './lab-store.ts';
import { Pace } from './pace.ts';

const lab: Lab = {
  ...{ name: 'class-a', track: 'swarm', network: { name: 'myapp' } },
  nodes: [{ name: 'node1', address: '192.0.2.1', ssh: { host: '127.0.0.1' } }],
};

/** A manager whose services change, counted how often it is asked. */
function manager() {
  const state = { asked: 0, services: ['web'] };
  const dockerIfUp = {
    info: async () => {
      state.asked += 1;
      return { Swarm: { ControlAvailable: true } };
    },
    listNodes: async () => [],
    listNetworks: async () => [],
    listServices: async () => state.services.map((Name) => ({ ID: Name, Spec: { Name } })),
    listTasks: async () => [],
  };
  return { state, node: { name: 'node1', dockerIfUp } as unknown as Node };
}

it('is read while a window shows it, at once after something was heard, and not at all without one', async () => {
  const { state, node } = manager();
  const pace = new Pace();
  const store = new LabStore({ lab } as TrustedLab, pace, () => (_, ask) => ask(node));
  expect(state.asked).toBe(0);
  const over = new AbortController();
  let last: StoreNews | undefined;
  const shown = (async () => {
    for await (const news of store.news(over.signal)) last = news;
  })();
  await vi.waitFor(() => expect(last?.facts?.entries.map(({ name }) => name)).toEqual(['web']));
  expect(last?.changes).toEqual([]);
  state.services.push('db');
  pace.heard(storeReader);
  await vi.waitFor(() => expect(last?.changes).toMatchObject([{ id: 1, did: 'appeared', entry: { name: 'db' } }]));
  over.abort();
  await shown;
  const { asked } = state;
  pace.heard(storeReader);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(state.asked).toBe(asked);
});

import { expect, it, vi } from 'vitest';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { Node } from '../../machine/port.ts';
import { type AskNode, readStore } from './read-store.ts';

const { signal } = new AbortController();
const lab = (track: Lab['track']): Lab => ({
  ...{ name: 'class-a', track, network: { name: 'myapp' } },
  nodes: [1, 2].map((n) => ({ name: `node${n}`, address: `192.0.2.${n}`, ssh: { host: '127.0.0.1' } })),
});

/** An engine of a swarm; whoever asks in the way that starts a stopped one fails the test. */
function engine(name: string, isManager: boolean, isUp = true): Node {
  const woken = () => expect.fail(`${name} was woken`);
  const docker = new Proxy({}, { get: woken }) as Node['docker'];
  const network = { Id: 'n1', Name: 'myapp', Scope: 'swarm', Driver: 'overlay' };
  const asleep = () => Promise.reject(new Error('asleep'));
  const answers = {
    info: async () => ({ Swarm: { ControlAvailable: isManager } }),
    listNodes: async () => [{ ID: 'a', Description: { Hostname: name } }],
    listNetworks: async () => [network],
    listServices: async () => [],
    listTasks: async () => [],
    getNetwork: () => ({ inspect: async () => ({ ...network, Peers: [{ Name: 'p', IP: '192.0.2.9' }] }) }),
  };
  const dockerIfUp = new Proxy(answers, { get: (all, key) => (isUp ? Reflect.get(all, key) : asleep) });
  return { name, docker, dockerIfUp: dockerIfUp as unknown as Node['docker'] } as Node;
}

const asking =
  (nodes: readonly Node[]): AskNode =>
  (name, ask) => {
    const node = nodes.find((one) => one.name === name);
    return node ? ask(node) : Promise.reject(new Error(`${name} is away`));
  };

it('is told by the first manager that is up, and heard by each node, and wakes no engine', async () => {
  const nodes = [engine('node1', true, false), engine('node2', true)];
  const facts = await readStore(lab('swarm'), asking(nodes), signal);
  expect(facts.from).toBe('node2');
  expect(facts.entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'member node2',
    'agreed myapp',
    'peer 192.0.2.9',
  ]);
});

it('is told by nobody where no node has a manager or a member that answers, and where all are away', async () => {
  const workers = [engine('node1', false), engine('node2', false)];
  expect(await readStore(lab('swarm'), asking(workers), signal)).not.toHaveProperty('from');
  expect(await readStore(lab('swarm'), asking([]), signal)).not.toHaveProperty('from');
  expect(await readStore(lab('etcd'), asking([]), signal)).not.toHaveProperty('from');
});

it('asks nobody where the track has no store', async () => {
  const ask = vi.fn();
  expect(await readStore(lab('vxlan'), ask, signal)).toEqual({ lab: 'class-a', track: 'vxlan', entries: [], more: 0 });
  expect(ask).not.toHaveBeenCalled();
});

import { expect, test } from 'vitest';
import { english } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import type { EngineNetwork } from './engine-facts.ts';
import { heldBack, type TypedOn } from './find-typed.ts';
import { container, engineWith, factsWith, lab } from './fixtures/typed-node.ts';
import type { TypedThing } from './typed-thing.ts';

const node = { name: 'node1' } as Node;
const myapp: EngineNetwork = { id: 'id-of-myapp', name: 'myapp', driver: 'overlay', scope: 'global' };
const daemon: TypedThing = { step: 'daemon', what: 'Docker', taking: { do: 'end', pid: 8, started: '1' } };
const etcd: TypedThing = { step: 'etcd', what: 'etcd', taking: { do: 'end', pid: 7, started: '1', data: '/x' } };
const data: TypedThing = { step: 'etcd', what: 'data', taking: { do: 'data', path: '/x' } };
const bridge: TypedThing = { step: 'workers', what: 'docker_gwbridge', taking: { do: 'gwbridge' } };
const worker: TypedThing = {
  step: 'workers',
  what: 'worker-1',
  taking: { do: 'container', id: 'id-of-worker-1', name: 'worker-1' },
};

/** What keeps each thing on node1, where its engine has these networks and containers. */
function holders(
  some: Parameters<typeof engineWith>[0] | 'silent',
  { unseen = [], things = [daemon, etcd, data, bridge] }: { unseen?: string[]; things?: TypedThing[] } = {},
): (string | undefined)[] {
  const on: TypedOn = { things, facts: factsWith({}), ...(some !== 'silent' && { engine: engineWith(some) }) };
  const held = heldBack(new Map([[node, on]]), lab, unseen).get(node)?.things ?? [];
  return held.map(({ heldBy }) => heldBy && english(heldBy));
}

const all = (by: string) => [by, by, by, by];
const none = [undefined, undefined, undefined, undefined];

test.each([
  ['the app made', { ...myapp, lab: lab.name }],
  ['somebody typed', myapp],
  ['another lab made', { ...myapp, lab: 'class-b' }],
])('somebody’s container on a network that %s keeps engines, store and data', (_, network) => {
  const found = holders({ networks: [network], containers: [container('db', ['myapp'])] });
  expect(found.every((by) => by?.includes('db on node1'))).toBe(true);
});

test('another lab’s network in the store keeps it, also where nobody is on it now', () => {
  expect(holders({ networks: [{ ...myapp, name: 'theirs', lab: 'class-b' }] })).toEqual(all('the lab class-b'));
});

test('a container whose network went with its store still counts', () => {
  expect(holders({ networks: [], containers: [container('db', ['teamnet'])] })).toEqual(all('db on node1'));
});

test('the lab’s own, those that go with it, tasks of a service and containers elsewhere keep nothing', () => {
  const bridges = [{ id: 'b', name: 'bridge', driver: 'bridge', scope: 'local' }, myapp];
  const containers = [
    container('mine', ['myapp'], { lab: lab.name }),
    container('worker-1', ['myapp']),
    container('web.1', ['myapp'], { isTask: true }),
    container('other', ['bridge']),
  ];
  const things = [daemon, etcd, data, bridge, worker];
  expect(holders({ networks: bridges, containers }, { things })).toEqual([...none, undefined]);
});

test('what may be on a node that could not be asked keeps store and data; engines may leave the store', () => {
  const by = 'what may be on node2 (it could not be asked)';
  expect(holders({ networks: [myapp] }, { unseen: ['node2'] })).toEqual([undefined, by, by, by]);
  expect(holders('silent', { unseen: ['node1'] })[1]).toContain('node1');
});

import { expect, test } from 'vitest';
import type { Node } from '../machine/port.ts';
import { madeUpNode, ours } from './fixtures/made-up-node.ts';
import type { Entry } from './open-entries.ts';
import { unownedByNode } from './unowned.ts';

const made = (id?: string): Entry => ({
  id: 'one',
  step: 'network',
  change: { kind: 'network', name: 'myapp' },
  ...(id && { outcome: { ok: true, detail: id } }),
});

function asked() {
  const { session, world, machine, other, ...rest } = madeUpNode();
  const [first, second] = [session.node(machine), session.node(other)];
  const found = async (entries: Entry[], nodes: [Node, Node] = [first, second]) => {
    const [one, two] = nodes;
    const byNode = await unownedByNode(
      [
        { node: one, entries },
        { node: two, entries: [] },
      ],
      'lab',
    );
    return [byNode.get(one), byNode.get(two)];
  };
  return { ...rest, machine, other, first, second, found };
}

test.each(['known', 'in doubt'])('others’ running containers on the lab’s network, its id %s', async (which) => {
  const { overlay, container, on, machine, other, found } = asked();
  const network = overlay();
  container('worker-1', machine, { labels: ours, ...on(network) });
  container('mine', machine, on(network));
  container('mine-too', other, on(network));
  container('stopped', other, { running: false, ...on(network) });
  container('elsewhere', other);
  expect(await found([made(which === 'known' ? network.id : undefined)])).toEqual([
    [{ container: 'mine', network: 'myapp' }],
    [{ container: 'mine-too', network: 'myapp' }],
  ]);
});

test('a network of the same name that is not the lab’s is none of its business', async () => {
  const { overlay, container, on, machine, found } = asked();
  container('mine', machine, on(overlay({})));
  expect(await found([made()])).toEqual([[], []]);
});

test('nothing is asked where no network was made, and an engine that does not answer spoils nothing', async () => {
  const { overlay, container, on, other, first, second, found } = asked();
  const network = overlay();
  container('mine-too', other, on(network));
  const silent = { ...first, docker: new Proxy({}, { get: () => () => Promise.reject(new Error('no answer')) }) };
  expect(await found([], [silent as Node, silent as Node])).toEqual([[], []]);
  expect(await found([made(network.id)], [silent as Node, second])).toEqual([[], []]);
  expect(await found([made(network.id)], [first, silent as Node])).toEqual([[], []]);
});

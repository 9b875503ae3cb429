import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Node } from '../machine/port.ts';
import { type LocalNode, localNode } from './fixtures/local-node.ts';
import { labJournal } from './lab-journal.ts';
import { NodeLedger } from './node-ledger.ts';

const locals: LocalNode[] = [];
afterEach(async () => {
  for (const one of locals.splice(0)) await one.cutOff();
});

/** An app at work on nodes, which may be another's too. */
async function app(holder: string, nodes: readonly Node[]) {
  const hooks = { takeBaseline: async () => '{}', keepBaseline: async () => {}, keptBaseline: async () => undefined };
  const read = (node: Node) => NodeLedger.read(node, 'lab', { holder, takeOver: false, ...hooks });
  const ledgers = new Map(await Promise.all(nodes.map(async (node) => [node, await read(node)] as const)));
  const journal = labJournal('lab', ledgers, { includeUnowned: false });
  const change = (node: Node, action: () => Promise<void>) =>
    journal.change(node, 'workers', [{ kind: 'container', name: 'worker-1' }], action);
  const end = () => Promise.all([...ledgers.values()].map((ledger) => ledger.close()));
  const giveBack = () => Promise.all([...ledgers.values()].map((ledger) => ledger.giveBack()));
  return { journal, change, end, giveBack };
}

function twoNodes() {
  const pair = [localNode(), localNode()] as const;
  locals.push(...pair);
  const stands = ({ state }: LocalNode, name: string) => existsSync(path.join(state, 'lab', name));
  return { pair, nodes: [pair[0].node, pair[1].node] as [Node, Node], stands };
}

describe('one hand at a time, on all nodes', () => {
  it('the first change waits until every node is in hand', async () => {
    const { pair, nodes, stands } = twoNodes();
    const mine = await app('me', nodes);
    await mine.change(nodes[0], async () => expect(stands(pair[1], 'lease')).toBe(true));
    // In hand is not changed: the node's baseline is taken when its own first change comes.
    expect(stands(pair[1], 'baseline.json')).toBe(false);
    await mine.end();
    expect(pair.map((one) => stands(one, 'lease'))).toEqual([false, false]);
  });

  it('a second app is refused on a node that the first one has not changed yet', async () => {
    const { nodes } = twoNodes();
    const first = await app('first', nodes);
    await first.change(nodes[0], async () => {});
    const second = await app('second', [nodes[1]]);
    const action = vi.fn(async () => {});
    await expect(second.change(nodes[1], action)).rejects.toMatchObject({ code: 'held' });
    expect(action).not.toHaveBeenCalled();
  });

  it('whoever takes back what no ledger names holds nodes on which nothing stands, and leaves nothing there', async () => {
    const { pair, nodes, stands } = twoNodes();
    const mine = await app('me', nodes);
    await mine.journal.hold();
    expect(pair.map((one) => stands(one, 'lease'))).toEqual([true, true]);
    const other = await app('other', nodes);
    await expect(other.journal.hold()).rejects.toMatchObject({ code: 'held' });
    await expect(other.change(nodes[1], async () => {})).rejects.toMatchObject({ code: 'held' });
    // The steps claim too; that changes nothing, and no baseline is taken of a node in the midst of it.
    await mine.journal.claim();
    expect(pair.map((one) => stands(one, 'baseline.json'))).toEqual([false, false]);
    await mine.giveBack();
    expect(pair.map((one) => stands(one, ''))).toEqual([false, false]);
  });

  it('whoever finds one node held changes none, and holds none when it is over', async () => {
    const { pair, nodes, stands } = twoNodes();
    const other = await app('other', [nodes[1]]);
    await other.change(nodes[1], async () => {});
    const mine = await app('me', nodes);
    const action = vi.fn(async () => {});
    await expect(mine.change(nodes[0], action)).rejects.toMatchObject({
      code: 'held',
      message: expect.stringContaining('other'),
    });
    expect(action).not.toHaveBeenCalled();
    await mine.end();
    expect(['ledger.jsonl', 'baseline.json', 'lease'].filter((name) => stands(pair[0], name))).toEqual([]);
  });

  it('nothing is taken back beside another app either, but without a node that is lost', async () => {
    const { pair, nodes } = twoNodes();
    const before = await app('before', nodes);
    for (const node of nodes) await before.change(node, async () => {});
    await before.end();
    const other = await app('other', [nodes[1]]);
    await other.change(nodes[1], async () => {});
    const mine = await app('me', nodes);
    await expect(mine.journal.claim()).rejects.toMatchObject({ code: 'held' });
    await mine.end();
    await other.end();
    const away: Node = { ...pair[1].node, converse: () => Promise.reject(new Error('gone')) };
    await expect((await app('me', [nodes[0], away])).journal.claim()).resolves.toBeUndefined();
  });
});

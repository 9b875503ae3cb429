import { expect, it, vi } from 'vitest';
import { inventoryOf } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { encodeBaseline } from '../ledger/baseline.ts';
import type { OpenNode } from './open-nodes.ts';
import { proveReset } from './prove-reset.ts';

vi.mock('../ledger/take-inventory.ts', () => ({ takeInventory: async () => inventoryOf({}) }));

const nothing = encodeBaseline(inventoryOf({}), '2026-01-02T03:04:05.678Z');

const prove = (ledger: object) => {
  const nodes = [{ name: 'node1', node: { name: 'node1' }, ledger }] as unknown as OpenNode[];
  return proveReset({ name: 'lab' } as Lab, nodes, { emit: vi.fn(), signal: new AbortController().signal });
};

it('of a node whose ledger and baseline are lost says that nobody knows, and what to do', async () => {
  expect(await prove({ baseline: undefined, hasRecords: true })).toEqual([
    {
      code: 'not-proved',
      node: 'node1',
      message: expect.stringContaining('baseline is lost'),
      texts: { message: { key: 'runs.baselineLost', values: {} }, remedy: expect.anything() },
      remedy: expect.stringMatching(/has a copy.*daemon\.json/),
    },
  ]);
});

it('of a node that was never changed has nothing to say, and holds it no longer', async () => {
  const giveBack = vi.fn(async () => undefined);
  expect(await prove({ baseline: undefined, hasRecords: false, giveBack })).toEqual([]);
  expect(giveBack).toHaveBeenCalledOnce();
});

it.each([
  ['that a newer version changed too: its ledger stays, and that is told', ['tunnel-key'], 0],
  ['of which all was taken back: its ledger goes', [], 1],
])('of a node %s', async (_, unknown, forgotten) => {
  const forget = vi.fn(async () => '');
  const errors = await prove({ baseline: nothing, outstanding: () => [], unknownKinds: () => unknown, forget });
  expect(errors.map(({ code, message }) => `${code} ${message}`).join()).toMatch(
    forgotten ? /^$/ : /^not-proved .*tunnel-key/,
  );
  expect(forget).toHaveBeenCalledTimes(forgotten);
});

it.each([
  ['that was never changed', { baseline: undefined, hasRecords: false }],
  ['of which all was taken back', { baseline: nothing, outstanding: () => [], unknownKinds: () => [] }],
])('of a node %s, where a reset of what was typed was cut off, says so and keeps its note', async (_, ledger) => {
  const [forget, giveBack, dropNote] = [vi.fn(async () => ''), vi.fn(async () => undefined), vi.fn()];
  const found = { code: 'not-proved', node: 'node1', remedy: expect.stringContaining('--depth typed') };
  expect(await prove({ ...ledger, noted: '{}', forget, giveBack, dropNote })).toMatchObject([found]);
  expect(forget).not.toHaveBeenCalled();
  expect(dropNote).not.toHaveBeenCalled();
});

it.each([
  ['a damaged baseline', '{', /damaged/],
  ['a baseline of a newer version', nothing.replace('"v":2', '"v":3'), /newer version/],
])('of %s proves nothing, and says why', async (_, baseline, message) => {
  const found = { code: 'not-proved', node: 'node1', message: expect.stringMatching(message) };
  expect(await prove({ baseline, hasRecords: true })).toMatchObject([found]);
});

it('of a baseline that is too large proves nothing', async () => {
  const baseline = ' '.repeat(9_000_000);
  expect(await prove({ baseline, hasRecords: true })).toMatchObject([{ code: 'too-large', node: 'node1' }]);
});

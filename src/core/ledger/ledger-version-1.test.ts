import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fateOf, isKnown, thingOf } from './change.ts';
import { fresh } from './fixtures/fresh-ledger.ts';
import { NodeLedger } from './node-ledger.ts';
import { parseLedger } from './record.ts';

/**
 * Of two real nodes, on which the last version of the app that kept baselines as lines built the lab `house`. On those nodes
 * this version's reset took all of it back, with an equal proof.
 */
const ledgerOf = (node: string) =>
  readFileSync(new URL(`fixtures/ledger-version-1-${node}.jsonl`, import.meta.url), 'utf8');

/** Read as this version reads it on a node. */
async function readOn(node: string) {
  const local = fresh();
  mkdirSync(path.join(local.state, 'house'), { recursive: true });
  writeFileSync(path.join(local.state, 'house', 'ledger.jsonl'), ledgerOf(node));
  const { takeBaseline, keepBaseline, keptBaseline } = local;
  return NodeLedger.read(local.node, 'house', {
    holder: 'me',
    takeOver: false,
    takeBaseline,
    keepBaseline,
    keptBaseline,
  });
}

test.each(['node1', 'node2'])('the ledger of %s is whole, and each of its changes is one of ours', (node) => {
  const { records, damage } = parseLedger(ledgerOf(node));
  expect(damage).toBeUndefined();
  const changes = records.flatMap(({ body }) => (body.type === 'intent' ? [body.change] : []));
  expect(changes.filter((change) => !isKnown(change))).toEqual([]);
  expect(records).toHaveLength(2 * changes.length);
});

test('what this version would take back of it, and how', async () => {
  const ledger = await readOn('node1');
  const open = ledger.outstanding().map(({ change, outcome }) => [thingOf(change), fateOf(change), outcome?.ok]);
  expect(open).toMatchInlineSnapshot(`
    [
      [
        "image overlay-lab/worker:1",
        "remove",
        true,
      ],
      [
        "directory /var/lib/overlay-lab/house/etcd-data",
        "remove",
        true,
      ],
      [
        "file /etc/systemd/system/overlay-lab-etcd.service",
        "remove",
        true,
      ],
      [
        "unit overlay-lab-etcd.service",
        "remove",
        true,
      ],
      [
        "file /etc/docker/daemon.json",
        "remove",
        true,
      ],
      [
        "network myapp",
        "remove",
        true,
      ],
      [
        "gwbridge",
        "remove",
        true,
      ],
      [
        "container worker-1",
        "remove",
        true,
      ],
    ]
  `);
  expect([ledger.damage, ledger.unknownKinds()]).toEqual([undefined, []]);
  await ledger.close();
});

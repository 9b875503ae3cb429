import { expect, test } from 'vitest';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { findingOf, freshLab, mustPerform } from '../support/nodes/run-lab.ts';

/** Of two nodes only the first has a member; the other one's engine is its client. */
const fresh = freshForEach(async () => {
  const loaded = await freshLab();
  return { ...loaded, lab: { ...loaded.lab, etcd: { members: 1 } } };
});

const built = ['image', 'etcd', 'daemon', 'network', 'workers', 'ping'] as const;

test('an engine without a member on its node shares the store, behind rules of its own, and all is reset equal', async () => {
  const [one = '', two = ''] = fresh.nodes;
  const told = await mustPerform(fresh.loaded, { command: 'run', only: [...built] });
  expect(findingOf(told, 'etcd')?.summary).toMatch(/^1 members? healthy/);
  const address = fresh.loaded.lab.nodes[0]?.address;
  expect(
    await inNode(fresh.lab, two, "docker info 2>/dev/null | grep 'Cluster Store'; pgrep -x etcd || echo none"),
  ).toBe(` Cluster Store: etcd://${address}:2379\nnone\n`);
  expect((await mustPerform(fresh.loaded, { command: 'run', only: [...built] })).result.changes).toBe(0);

  await inNode(fresh.lab, two, 'systemctl stop overlay-lab-guard; ! iptables -S OVERLAY-LAB 2>/dev/null');
  const open = await mustPerform(fresh.loaded, { command: 'check', only: ['etcd'] });
  expect(findingOf(open, 'etcd')?.problems?.map(({ code }) => code)).toContain('unguarded');
  await mustPerform(fresh.loaded, { command: 'run', only: ['etcd'] });
  expect(await inNode(fresh.lab, two, 'systemctl is-active overlay-lab-guard; iptables -S OVERLAY-LAB')).toMatch(
    /^active\n-N OVERLAY-LAB/,
  );

  // The only member is gone when the lab is taken back: its client's engine is freed all the same.
  await inNode(fresh.lab, one, 'systemctl kill -s KILL overlay-lab-etcd; systemctl stop overlay-lab-etcd');
  expect((await mustPerform(fresh.loaded, { command: 'reset' })).result.proofs.every(({ equal }) => equal)).toBe(true);
});

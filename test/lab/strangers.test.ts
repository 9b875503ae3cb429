import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import {
  differencesOf,
  findingOf,
  freshLab,
  labFile,
  mustPerform,
  namesOf,
  perform,
  stateOf,
} from '../support/nodes/run-lab.ts';
import { plugIn, type Stranger } from '../support/nodes/stranger.ts';

const opened = [2379, 2380, 7946];

/** Promise 9: etcd and the gossip ask for no password, so nobody but the lab's nodes may get to them. */
describe.skipIf(!labFile)('a host that is none of the lab’s nodes', () => {
  let loaded: LoadedLab;
  let stranger: Stranger;
  const reached = () => Promise.all(loaded.lab.nodes.map(({ address }) => stranger.reaches(address, opened)));

  beforeAll(async () => {
    loaded = await freshLab();
    stranger = await plugIn(loaded.lab.name, '192.168.236.199');
    await mustPerform(loaded, { command: 'run', only: ['preflight', 'etcd', 'daemon'] });
  });
  afterAll(() => stranger.leave());

  test('gets to no port that the lab opens, and the nodes do', async () => {
    expect(await reached()).toEqual([[], []]);
    const [first] = loaded.lab.nodes;
    await inNode(loaded.lab.name, 'node2', `curl -sf -m 5 http://${first?.address}:2379/v2/keys/docker`);
  });

  test('is let in by nobody unnoticed: a check finds rules that were cleared, a run makes them again', async () => {
    await inNode(loaded.lab.name, 'node1', 'iptables -F INPUT');
    // The scan sees what is open, so what it did not see before was closed. Where the kernel lets systemd, etcd still is.
    expect((await reached())[0]).toContain(7946);
    const looked = await perform(loaded, { command: 'check', only: ['etcd'] });
    expect(stateOf(looked, 'etcd')).toBe('planned');
    expect(findingOf(looked, 'etcd')?.problems).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'open', message: expect.stringContaining('node1') }),
    );
    await mustPerform(loaded, { command: 'run', only: ['etcd'] });
    expect(await reached()).toEqual([[], []]);
  });

  test('finds the rules again after a member was killed, and none of them after the reset', async () => {
    await inNode(loaded.lab.name, 'node1', 'systemctl kill -s KILL overlay-lab-etcd');
    await mustPerform(loaded, { command: 'run', only: ['etcd'] });
    expect(await reached()).toEqual([[], []]);
    expect(differencesOf(await mustPerform(loaded, { command: 'reset' }))).toEqual([]);
    for (const node of namesOf(loaded))
      expect(await inNode(loaded.lab.name, node, 'iptables-save')).not.toContain('OVERLAY-LAB');
  });
});

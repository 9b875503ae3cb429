import { describe, expect, it } from 'vitest';
import { changeKinds, describeChange, fateOf, thingOf } from './change.ts';
import { oneOfEach } from './fixtures/records.ts';

describe('describeChange', () => {
  it('says every kind of change in one line', () => {
    const lines = oneOfEach.map(describeChange);
    expect(lines).toEqual([
      'directory /var/lib/overlay-lab/lab/etcd-data',
      'file /etc/docker/daemon.json',
      'file /etc/systemd/system/overlay-lab-etcd.service',
      'service etcd.service',
      'image overlay-lab/worker:1',
      'network myapp',
      'network docker_gwbridge (created by the engine)',
      'container worker-1',
      'place in the lab’s swarm, as its worker',
      'link vx77 (VXLAN, VNI 77)',
      'forwarding entry on vx77: 02:42:0a:00:00:81 behind 10.1.0.2',
      'route to 10.244.2.0/24 via 10.1.0.2',
      'rule in DOCKER-USER: accept within 10.244.0.0/16',
      'Open vSwitch bridge ovs-lab',
      'Open vSwitch port vx-2 (VXLAN to 10.1.0.2)',
      'neighbour entry on vx77: 10.0.0.129 at 02:42:0a:00:00:81',
      // Whoever looks for the fault reads these too.
      'a drill that is running',
      'service pair of the lab’s swarm',
      'a drill that is running',
    ]);
  });

  it('covers every kind that a ledger can hold', () => {
    const kinds = new Set(oneOfEach.map(({ kind }) => kind));
    expect(changeKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('is about a thing of its own for each, and what was there before comes back', () => {
    expect(new Set(oneOfEach.map(thingOf)).size).toBe(oneOfEach.length);
    const restored = oneOfEach.filter((change) => fateOf(change) === 'restore').map(describeChange);
    expect(restored).toEqual(['file /etc/docker/daemon.json', 'service etcd.service', 'a drill that is running']);
  });
});

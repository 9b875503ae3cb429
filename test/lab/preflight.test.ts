import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { inNode, untilInNode } from './practice.ts';
import { type Asked, findingOf, freshLab, labFile, mustPerform, namesOf, perform, stateOf } from './run-lab.ts';

const look: Asked = { command: 'check', only: ['preflight'] };

interface Case {
  title: string;
  node: string;
  plant: string;
  /** Shell condition that holds when it is planted. */
  there: string;
  remove: string;
  expected: { code: string; level: string; diagnosis?: number };
  says: RegExp;
}

/** A program that is not etcd and not the engine listens on a port. */
const listener = (protocol: 'tcp' | 'udp', port: number) => ({
  plant: `setsid iperf -s ${protocol === 'udp' ? '-u' : ''} -p ${port} </dev/null >/dev/null 2>&1 & echo $! >/run/squatter.pid`,
  there: `ss -Hln${protocol === 'udp' ? 'u' : 't'} | grep -q ':${port} '`,
  remove: 'kill -9 "$(cat /run/squatter.pid)"; rm /run/squatter.pid',
});

const cases: Case[] = [
  {
    title: '2379/tcp taken by another program',
    node: 'node1',
    ...listener('tcp', 2379),
    expected: { code: 'ports', level: 'error' },
    says: /2379\/tcp is taken by iperf/,
  },
  {
    title: '7946/tcp taken by another program',
    node: 'node2',
    ...listener('tcp', 7946),
    expected: { code: 'ports', level: 'error', diagnosis: 31 },
    says: /7946\/tcp is taken by iperf/,
  },
  {
    title: '4789/udp taken by another program',
    node: 'node1',
    ...listener('udp', 4789),
    expected: { code: 'ports', level: 'error' },
    says: /4789\/udp is taken by iperf/,
  },
  {
    title: 'swarm mode on one node',
    node: 'node2',
    plant: 'docker swarm init --advertise-addr 192.168.236.131 >/dev/null',
    there: 'docker info | grep -q "Swarm: active"',
    remove:
      'docker swarm leave --force >/dev/null; docker network rm docker_gwbridge >/dev/null 2>&1; rm -rf /var/lib/docker/swarm/*',
    expected: { code: 'swarm', level: 'error', diagnosis: 2 },
    says: /swarm mode is active/,
  },
  {
    title: 'live-restore',
    node: 'node1',
    plant: `printf '{"live-restore": true}' >/etc/docker/daemon.json; systemctl restart docker`,
    there: 'docker info | grep -q "Live Restore Enabled: true"',
    remove: 'rm /etc/docker/daemon.json; systemctl restart docker',
    expected: { code: 'live-restore', level: 'warning', diagnosis: 36 },
    says: /live-restore is on/,
  },
  {
    title: 'IP forwarding off',
    node: 'node2',
    plant: 'sysctl -qw net.ipv4.ip_forward=0',
    there: 'grep -qx 0 /proc/sys/net/ipv4/ip_forward',
    remove: 'sysctl -qw net.ipv4.ip_forward=1',
    expected: { code: 'ip-forward', level: 'warning', diagnosis: 38 },
    says: /IP forwarding is off/,
  },
  {
    title: 'an underlay with a small MTU',
    node: 'node1',
    plant: 'ip link set host0 mtu 1400',
    there: 'ip link show host0 | grep -q "mtu 1400"',
    remove: 'ip link set host0 mtu 1500',
    expected: { code: 'mtu', level: 'warning', diagnosis: 19 },
    says: /underlay MTU 1400/,
  },
  {
    title: 'no engine',
    node: 'node2',
    plant: 'systemctl stop docker.socket docker',
    there: '! systemctl is-active docker docker.socket',
    remove: 'systemctl start docker.socket docker',
    expected: { code: 'engine', level: 'error' },
    says: /engine does not answer/,
  },
];

describe.skipIf(!labFile)('preflight', () => {
  let loaded: LoadedLab;
  let lab: string;
  let nodes: string[];
  let before: Record<string, NodeState>;

  beforeAll(async () => {
    loaded = await freshLab();
    lab = loaded.lab.name;
    nodes = namesOf(loaded);
    before = await statesOf(lab, nodes);
  });

  afterAll(async () => {
    if (loaded) await freshLab();
  });

  const withLab = (change: (lab: LoadedLab['lab']) => void): LoadedLab => {
    const copy = structuredClone(loaded);
    change(copy.lab);
    return copy;
  };

  test.for(cases)('$title', async ({ node, plant, there, remove, expected, says }) => {
    const other = nodes.find((name) => name !== node) ?? '';
    await inNode(lab, node, plant);
    try {
      await untilInNode(lab, node, there);
      const told = await perform(loaded, look);
      const problem = findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === expected.code);
      expect(problem).toMatchObject(expected);
      expect(problem?.message).toMatch(says);
      expect(problem?.remedy).toBeTruthy();
      expect(stateOf(told, 'preflight', node)).toBe(expected.level === 'error' ? 'failed' : 'done');
      const elsewhere = findingOf(told, 'preflight', other)?.problems.find(({ code }) => code === expected.code);
      expect(elsewhere?.level ?? 'ok').toBe('ok');
    } finally {
      await inNode(lab, node, remove);
    }
  });

  test('an error on one node: that node is left as it is, and nothing that concerns both is begun', async () => {
    const { plant, there, remove } = listener('tcp', 2380);
    await inNode(lab, 'node2', plant);
    try {
      await untilInNode(lab, 'node2', there);
      const told = await perform(loaded, { command: 'run' });
      expect(told.result.ok).toBe(false);
      for (const step of ['etcd', 'network'] as const) expect(stateOf(told, step)).toBe('blocked');
      expect(stateOf(told, 'image', 'node2')).toBe('blocked');
      expect(told.events.filter((event) => event.type === 'change' && event.node === 'node2')).toEqual([]);
    } finally {
      await inNode(lab, 'node2', remove);
    }
    await mustPerform(loaded, { command: 'reset' });
  });

  test('an address in the lab file that is on no node', async () => {
    const told = await perform(
      withLab((copy) => {
        if (copy.nodes[1]) copy.nodes[1].address = '192.168.236.199';
      }),
      look,
    );
    const problem = findingOf(told, 'preflight', 'node2')?.problems.find(({ code }) => code === 'address');
    expect(problem).toMatchObject({
      level: 'error',
      diagnosis: 28,
      remedy: expect.stringContaining('192.168.236.131'),
    });
    expect(stateOf(told, 'preflight', 'node2')).toBe('failed');
  });

  test('a subnet that a node already has', async () => {
    const told = await perform(
      withLab((copy) => {
        copy.network.subnet = '172.17.0.0/16';
      }),
      look,
    );
    expect(findingOf(told, 'preflight', 'node1')?.problems.find(({ code }) => code === 'subnet')).toMatchObject({
      level: 'error',
      diagnosis: 24,
    });
  });

  test('two nodes of one hostname', async () => {
    await inNode(lab, 'node2', 'hostname node1');
    try {
      const told = await perform(loaded, look);
      for (const node of nodes)
        expect(findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === 'hostnames')).toMatchObject({
          level: 'error',
          diagnosis: 26,
        });
    } finally {
      await inNode(lab, 'node2', 'hostname node2');
    }
  });

  test('nothing of all this has left a trace', async () => {
    const changes = changesBetween(before, await statesOf(lab, nodes));
    expect(changes.filter((line) => !line.includes('/var/lib/docker/swarm'))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode, untilInNode } from '../support/nodes/practice.ts';
import { type Asked, findingOf, labFile, mustPerform, perform, stateOf } from '../support/nodes/run-lab.ts';

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

const taken = (node: Case['node'], protocol: 'tcp' | 'udp', port: number, diagnosis?: number): Case => ({
  title: `${port}/${protocol} taken by another program`,
  node,
  ...listener(protocol, port),
  expected: { code: 'ports', level: 'error', ...(diagnosis !== undefined && { diagnosis }) },
  says: new RegExp(`${port}/${protocol} is in use by iperf`),
});

/** What is seen of packets that do not fit on their way. */
const tooLarge = {
  expected: { code: 'path-mtu', level: 'error', diagnosis: 19 },
  says: /packets of 1500 bytes .* those of 1400 do/,
} as const;

const cases: Case[] = [
  taken('node1', 'tcp', 2379),
  taken('node2', 'tcp', 7946, 31),
  taken('node1', 'udp', 4789),
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
    title: 'an underlay with a small MTU, smaller than the other node’s',
    node: 'node1',
    plant: 'ip link set host0 mtu 1400',
    there: 'ip link show host0 | grep -q "mtu 1400"',
    remove: 'ip link set host0 mtu 1500',
    ...tooLarge,
  },
  {
    title: 'large packets of VXLAN dropped on the way',
    node: 'node2',
    plant: 'iptables -I INPUT -p udp --dport 4789 -m length --length 1401:65535 -j DROP',
    there: 'iptables -S INPUT | grep -q 4789',
    remove: 'iptables -F INPUT',
    ...tooLarge,
  },
  {
    title: 'a firewall that lets in nothing but SSH',
    node: 'node2',
    plant: `iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A INPUT -j DROP`,
    there: 'iptables -S INPUT | grep -q DROP',
    remove: 'iptables -F INPUT',
    expected: { code: 'between', level: 'error' },
    says: /^2379\/tcp, 2380\/tcp, 4789\/udp, 7946\/tcp, 7946\/udp on node2 .* from node1/,
  },
  {
    title: 'a VXLAN link with the overlay’s VNI',
    node: 'node1',
    plant: 'ip link add theirs type vxlan id 256 dstport 4789 dev host0',
    there: 'ip link show theirs',
    remove: 'ip link delete theirs',
    expected: { code: 'vni', level: 'error', diagnosis: 21 },
    says: /link theirs has the VNI 256/,
  },
  {
    title: 'no nsenter, and an image of the workers’ name that is somebody else’s',
    node: 'node2',
    plant: `mv /usr/bin/nsenter /usr/bin/nsenter.kept; root=$(mktemp -d /tmp/theirs.XXXXXX)
tar -C "$root" -cf - . | docker import - overlay-lab/worker:1 >/dev/null; rmdir "$root"`,
    there: '! command -v nsenter',
    remove: 'mv /usr/bin/nsenter.kept /usr/bin/nsenter; docker rmi overlay-lab/worker:1 >/dev/null',
    expected: { code: 'tools', level: 'error' },
    says: /no nsenter/,
  },
  {
    title: 'no engine',
    node: 'node2',
    plant: 'systemctl stop docker.socket docker',
    there: '! systemctl is-active docker docker.socket',
    remove: 'systemctl start docker.socket docker',
    expected: { code: 'engine', level: 'error' },
    says: /Docker is stopped/,
  },
  {
    title: 'an engine that is stopped, which whoever asks it would start by its socket',
    node: 'node2',
    plant: 'systemctl stop docker',
    there: '! systemctl is-active docker && systemctl is-active docker.socket',
    remove: 'systemctl start docker',
    expected: { code: 'engine', level: 'error' },
    says: /Docker is stopped/,
  },
];

describe.skipIf(!labFile)('preflight', () => {
  const fresh = freshForAll();

  const withLab = (change: (lab: LoadedLab['lab']) => void): LoadedLab => {
    const copy = structuredClone(fresh.loaded);
    change(copy.lab);
    return copy;
  };

  test.for(cases)('$title', async ({ node, plant, there, remove, expected, says }) => {
    const other = fresh.nodes.find((name) => name !== node) ?? '';
    await inNode(fresh.lab, node, plant);
    try {
      await untilInNode(fresh.lab, node, there);
      const told = await perform(fresh.loaded, look);
      const problem = findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === expected.code);
      expect(problem).toMatchObject(expected);
      expect(problem?.message).toMatch(says);
      expect(problem?.remedy).toBeTruthy();
      expect(stateOf(told, 'preflight', node)).toBe(expected.level === 'error' ? 'failed' : 'done');
      const elsewhere = findingOf(told, 'preflight', other)?.problems.find(({ code }) => code === expected.code);
      expect(elsewhere?.level ?? 'ok').toBe('ok');
      // A check changes nothing.
      await inNode(fresh.lab, node, there);
    } finally {
      await inNode(fresh.lab, node, remove);
    }
  });

  test('an error on one node: that node is left as it is, and nothing that concerns both is begun', async () => {
    const { plant, there, remove } = listener('tcp', 2380);
    await inNode(fresh.lab, 'node2', plant);
    try {
      await untilInNode(fresh.lab, 'node2', there);
      const told = await perform(fresh.loaded, { command: 'run' });
      expect(told.result.ok).toBe(false);
      for (const step of ['etcd', 'network'] as const) expect(stateOf(told, step)).toBe('blocked');
      expect(stateOf(told, 'image', 'node2')).toBe('blocked');
      expect(told.events.filter((event) => event.type === 'change' && event.node === 'node2')).toEqual([]);
    } finally {
      await inNode(fresh.lab, 'node2', remove);
    }
    await mustPerform(fresh.loaded, { command: 'reset' });
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
    await inNode(fresh.lab, 'node2', 'hostname node1');
    try {
      const told = await perform(fresh.loaded, look);
      for (const node of fresh.nodes)
        expect(findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === 'hostnames')).toMatchObject({
          level: 'error',
          diagnosis: 26,
        });
    } finally {
      await inNode(fresh.lab, 'node2', 'hostname node2');
    }
  });

  test('nothing of all this has left a trace', async () => {
    const changes = await fresh.changes();
    // Of the swarm that these tests made and left: Docker clears them with its next start.
    const ofSwarm = /\/var\/lib\/docker\/swarm|leftovers \+ (1-|lb_)/;
    expect(changes.filter((line) => !ofSwarm.test(line))).toEqual([]);
  });
});

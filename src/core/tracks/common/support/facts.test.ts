import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFacts } from './facts.ts';

/** What the script prints on a node of a practice lab, Debian 12, while another lab's etcd runs. */
const recorded = `clock=1767323045.250000000
os=Debian GNU/Linux 12 (bookworm)
kernel=6.1.0-28-amd64
machine=x86_64
hostname=node1
init=systemd
uid=0
sudouser=student
address=lo 127.0.0.1/8
address=eth0 192.168.236.130/24
address=docker0 172.17.0.1/16
mtu=1500
route=default
route=172.17.0.0/16
route=192.168.236.0/24
forward=1
vxlan=yes
ovs=netdev
listen=udp *:7946 users:(("dockerd",pid=412,fd=30))
listen=udp 0.0.0.0:4789
listen=tcp 192.168.236.130:2379 users:(("etcd",pid=301,fd=8))
listen=tcp 127.0.0.1:2379 users:(("etcd",pid=301,fd=7))
listen=tcp [::]:7946 users:(("dockerd",pid=412,fd=29))
etcd=/usr/bin/etcd 3.4.23
unit=overlay-lab-etcd.service active loaded no success
tool=iperf3
tool=ping
tool=busybox
docker_exec=/usr/sbin/dockerd -H fd:// --label=a=b $DOCKER_OPTS
lab=class-a
disk=12345678
source=192.168.236.130 192.168.236.130
source=192.168.236.131 192.168.236.140
vxlanlink=- vxlan256 256 4789
vxlanlink=/var/run/docker/netns/1-2e8e522cf1 vxlan0 257 4789
sshpeer=[::ffff:10.0.0.7]:50122
sshpeer=192.168.236.1:50124
`;
const facts = parseFacts;

describe('parseFacts', () => {
  it('reads what the script printed', () => {
    expect(facts(recorded)).toEqual({
      clockSeconds: 1767323045.25,
      os: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0-28-amd64',
      machine: 'x86_64',
      hostname: 'node1',
      init: 'systemd',
      uid: 0,
      sudoUser: 'student',
      addresses: [
        { link: 'lo', address: '127.0.0.1', prefixLength: 8 },
        { link: 'eth0', address: '192.168.236.130', prefixLength: 24 },
        { link: 'docker0', address: '172.17.0.1', prefixLength: 16 },
      ],
      routes: ['default', '172.17.0.0/16', '192.168.236.0/24'],
      underlayMtu: 1500,
      ipForward: true,
      vxlan: true,
      openSwitch: 'netdev',
      listeners: [
        { protocol: 'udp', address: '*', port: 7946, process: 'dockerd' },
        { protocol: 'udp', address: '0.0.0.0', port: 4789, process: '' },
        { protocol: 'tcp', address: '192.168.236.130', port: 2379, process: 'etcd' },
        { protocol: 'tcp', address: '127.0.0.1', port: 2379, process: 'etcd' },
        { protocol: 'tcp', address: '[::]', port: 7946, process: 'dockerd' },
      ],
      etcds: [{ path: '/usr/bin/etcd', version: '3.4.23' }],
      distroEtcdActive: false,
      ourEtcdActive: true,
      foreignEtcd: false,
      tools: ['iperf3', 'ping', 'busybox'],
      sources: [
        { to: '192.168.236.130', from: '192.168.236.130' },
        { to: '192.168.236.131', from: '192.168.236.140' },
      ],
      vxlanLinks: [
        { name: 'vxlan256', vni: 256, port: 4789 },
        { namespace: '/var/run/docker/netns/1-2e8e522cf1', name: 'vxlan0', vni: 257, port: 4789 },
      ],
      sshPeers: ['10.0.0.7', '192.168.236.1'],
      dockerCommand: '/usr/sbin/dockerd -H fd:// --label=a=b $DOCKER_OPTS',
      labs: ['class-a'],
      freeKb: 12345678,
    });
  });

  it.each([
    'unit=overlay-lab-etcd.service active loaded no success\n',
    'unit=etcd.service activating loaded no success\n',
  ])('knows an etcd that neither the system nor the lab started', (line) => {
    expect(facts(recorded.replace('unit=overlay-lab-etcd.service active loaded no success\n', '')).foreignEtcd).toBe(
      true,
    );
    expect(facts(recorded.replace('unit=overlay-lab-etcd.service active loaded no success\n', line)).foreignEtcd).toBe(
      false,
    );
  });

  it('says unknown, never 0, of what is not told', () => {
    const none = facts('');
    expect([none.clockSeconds, none.uid, none.freeKb]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([none.underlayMtu, none.ipForward, none.vxlan, none.foreignEtcd]).toEqual([undefined, false, false, false]);
    expect([none.listeners, none.etcds, none.addresses]).toEqual([[], [], []]);
  });

  it('reads an etcd that tells no version as one of none', () => {
    expect(facts('etcd=/usr/bin/etcd \n').etcds).toEqual([{ path: '/usr/bin/etcd', version: '' }]);
  });

  it('reads any text without a throw, and makes no address or listener up', () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(...recorded.split('\n'), '=', 'listen=', 'address=', 'clock=-nan', '__proto__=x'),
      ),
    );
    fc.assert(
      fc.property(lines, (all) => {
        const read = facts(all.join('\n'));
        const count = (key: string) =>
          all
            .join('\n')
            .split('\n')
            .filter((line) => line.startsWith(`${key}=`)).length;
        expect(read.listeners).toHaveLength(count('listen'));
        expect(read.addresses).toHaveLength(count('address'));
        expect(read.clockSeconds).not.toBe(0);
      }),
    );
  });
});

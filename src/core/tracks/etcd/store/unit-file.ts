import type { Lab, LabNode } from '../../../../shared/lab/lab.ts';
import { membersOf } from '../../../../shared/lab/members.ts';
import { guardLines } from '../../common/support/guard-rules.ts';
import { allowedFrom } from '../../common/support/guard-unit.ts';
import { clientPort, etcdDataDirectory, peerPort } from '../../common/support/names.ts';
import { storeGuarded } from './guarded.ts';

/**
 * Raft's timers in ms. etcd's own defaults, 100 and 1000, allow for slow disks and long ways; a lab's nodes are
 * neighbours, and a shorter election is what a student waits for. Ten heartbeats to an election, as etcd advises.
 * Many members have their hands full with heartbeats, all the more where they share a machine, and keep its defaults.
 */
const heartbeatFor = (members: number): number => (members > 4 ? 100 : 50);

export interface MemberHow {
  path: string;
  enableV2: boolean;
  /** Addresses from which the other nodes come, beside those of the lab file. */
  sources?: readonly string[];
}

/**
 * The unit of one member. It listens on the node's address and loopback, advertises what others can reach, and lets in
 * nobody but the lab's nodes.
 */
export function unitFile(lab: Lab, node: LabNode, binary: MemberHow): string {
  const client = `http://${node.address}:${clientPort}`;
  const peer = `http://${node.address}:${peerPort}`;
  const members = membersOf(lab);
  const cluster = members.map(({ name, address }) => `${name}=http://${address}:${peerPort}`).join(',');
  const flags = [
    ['--name', node.name],
    ['--data-dir', etcdDataDirectory(lab.name)],
    ['--initial-advertise-peer-urls', peer],
    ['--listen-peer-urls', peer],
    ['--listen-client-urls', `${client},http://127.0.0.1:${clientPort}`],
    ['--advertise-client-urls', client],
    ['--initial-cluster-token', `overlay-lab-${lab.name}`],
    ['--initial-cluster', cluster],
    ['--initial-cluster-state', 'new'],
    ['--heartbeat-interval', String(heartbeatFor(members.length))],
    ['--election-timeout', String(10 * heartbeatFor(members.length))],
  ].map(([flag, value]) => `${flag} ${value}`);
  const allowed = allowedFrom(lab, binary.sources ?? []);
  // 2.2 and 3.0 to 3.3 answer v2 anyway and do not know the flag.
  if (binary.enableV2) flags.push('--enable-v2=true');
  return `# Written by Overlay Lab for the lab "${lab.name}"; removed by its reset.
[Unit]
Description=etcd member ${node.name} of the Overlay Lab "${lab.name}"
After=network.target
# The engine wants its store when it starts (libnetwork#651).
Before=docker.service

[Service]
Type=notify
# Only there while a reset takes the lab back without some of its members.
EnvironmentFile=-${etcdDataDirectory(lab.name)}/reset.env
${guardLines(node.address, allowed, storeGuarded).join('\n')}
ExecStart=${binary.path} \\
  ${flags.join(' \\\n  ')}
Restart=on-failure
RestartSec=1
LimitNOFILE=40000

[Install]
WantedBy=multi-user.target
`;
}

/** Something on a node that takes what it is asked and does not answer, or too little of it. */
export interface HangKind {
  name: string;
  nodes: readonly ('node1' | 'node2')[];
  /** Shell, in each of the nodes. */
  inject: string;
  heal: string;
  /** Holds in each of the nodes once it is healed. */
  healed: string;
  /** What whoever waits must be told: the node, and what on it does not answer. */
  says: RegExp;
  /** It shows to new connections alone, so it cannot come in mid-run. */
  beforeOnly?: boolean;
  /** Also who does not wait for it is told. */
  isTold?: boolean;
  /** Operations that do not need what hangs. */
  spares?: readonly string[];
}

const maxSessions = (count: number): HangKind => ({
  name: `MaxSessions ${count}`,
  nodes: ['node1'],
  inject: `echo "MaxSessions ${count}" >/etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh`,
  heal: 'rm -f /etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
  healed: 'systemctl is-active -q ssh',
  says: /sshd on node1 allows too few sessions/,
  beforeOnly: true,
});

const port22 = (how: '-I' | '-D') =>
  `iptables ${how} INPUT -i lo -p tcp --dport 22 -j DROP; iptables ${how} OUTPUT -o lo -p tcp --sport 22 -j DROP`;

/** The node or the connection to it, and not what is asked there. */
const nodeIsAway =
  /(node1 \(127\.0\.0\.1 port \d+\)|connection to node1|node1 +(does not answer|has not answered|is not seen|unknown|cannot be seen))/;

export const hangKinds: readonly HangKind[] = [
  {
    name: 'docker hung',
    nodes: ['node1'],
    inject: 'systemctl kill -s STOP --kill-who=main docker',
    heal: 'systemctl kill -s CONT --kill-who=main docker',
    healed: 'timeout 20 docker version',
    says: /(Docker on node1 (does not|did not|has not) answer|node1 .*Docker.*does not answer|node1: .*Docker \(process \d+\)|Docker \(process \d+\) was stopped by a signal|node1 .*dockerd.*stopped)/,
    isTold: true,
    spares: ['run, in midst', 'window: a new terminal', 'window: an open terminal'],
  },
  {
    name: 'the engines without their store',
    nodes: ['node1', 'node2'],
    inject: 'systemctl stop overlay-lab-etcd',
    // Not there any more where it was taken back.
    heal: 'systemctl start --no-block overlay-lab-etcd || :',
    healed: ':',
    says: /(etcd on node\d|node\d: .*etcd|store .* accepts no connections|etcd .*not running|2379|etcd .*(gone|does not answer)|a member of etcd)/,
    spares: ['run, in midst', 'window: a new terminal', 'window: an open terminal'],
  },
  {
    // All of its programs stand still, its kernel takes connections.
    name: 'node frozen',
    nodes: ['node1'],
    inject: 'kill -STOP -1',
    heal: 'kill -CONT -1',
    healed: 'timeout 20 docker version',
    says: nodeIsAway,
    isTold: true,
  },
  {
    name: 'half-open connection',
    nodes: ['node1'],
    inject: port22('-I'),
    heal: port22('-D'),
    healed: ':',
    says: nodeIsAway,
    isTold: true,
  },
  maxSessions(2),
  maxSessions(1),
];

import { type DiagnosedFault, dropped } from './diagnosed-fault.ts';

const writes = 'curl -sf -X PUT http://127.0.0.1:2379/v2/keys/proof -d value=1 -d ttl=5 >/dev/null';

/** Of the track etcd: what is between the nodes. */
export const networkCauses: DiagnosedFault[] = [
  {
    ...dropped(16, '7946 tcp and udp dropped', 'INPUT -p tcp --dport 7946', 'INPUT -p udp --dport 7946'),
    track: 'etcd',
    node: 'node2',
  },
  { ...dropped(16, '7946/udp dropped on its way out', 'OUTPUT -p udp --dport 7946'), track: 'etcd', node: 'node1' },
  { ...dropped(17, '4789/udp dropped', 'INPUT -p udp --dport 4789'), track: 'etcd', node: 'node2' },
  { ...dropped(17, '4789/udp dropped on its way out', 'OUTPUT -p udp --dport 4789'), track: 'etcd', node: 'node1' },
  {
    ...dropped(19, 'large packets on 4789/udp dropped', 'INPUT -p udp --dport 4789 -m length --length 1401:65535'),
    track: 'etcd',
    node: 'node2',
  },
  {
    ...dropped(57, '2380/tcp dropped', 'INPUT -i host0 -p tcp --dport 2380', 'INPUT -i host0 -p tcp --sport 2380'),
    track: 'etcd',
    node: 'node2',
    healed: writes,
  },
  {
    row: 19,
    name: 'MTU 1400 between the nodes',
    track: 'etcd',
    node: 'node2',
    inject: 'ip link set host0 mtu 1400',
    heal: 'ip link set host0 mtu 1500',
  },
  {
    row: 20,
    name: 'a slow link',
    track: 'etcd',
    node: 'node2',
    inject: 'tc qdisc add dev host0 root tbf rate 2mbit burst 32kb latency 400ms',
    heal: 'tc qdisc del dev host0 root',
  },
  {
    row: 26,
    name: 'one host name on both nodes',
    track: 'etcd',
    node: 'node2',
    inject: 'hostname node1',
    heal: 'hostname node2',
  },
  {
    row: 38,
    name: 'no forwarding',
    track: 'etcd',
    node: 'node2',
    inject: 'sysctl -qw net.ipv4.ip_forward=0',
    heal: 'sysctl -qw net.ipv4.ip_forward=1',
  },
  {
    ...dropped(38, 'what leaves by docker_gwbridge is dropped', 'FORWARD -i docker_gwbridge'),
    track: 'etcd',
    node: 'node1',
  },
  {
    row: 24,
    name: 'a route in the subnet of the overlay',
    track: 'etcd',
    node: 'node2',
    inject: 'ip route add 10.0.0.0/24 dev host0',
    heal: 'ip route del 10.0.0.0/24 dev host0',
  },
  {
    row: 44,
    name: 'sshd takes two sessions',
    track: 'etcd',
    node: 'node2',
    inject: 'printf "MaxSessions 2\\n" >/etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
    heal: 'rm /etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
  },
  {
    row: 54,
    name: 'the link is down',
    track: 'etcd',
    node: 'node2',
    inject: 'ip link set host0 down',
    heal: 'ip link set host0 up',
    healed: writes,
  },
  {
    row: 21,
    name: 'a VXLAN link that an engine left behind',
    track: 'etcd',
    node: 'node2',
    inject: 'ip link add vx-000100-abcde type vxlan id 300 dstport 4788 dev host0',
    heal: 'ip link del vx-000100-abcde',
  },
  {
    row: 37,
    name: 'the engine’s chains are gone',
    track: 'etcd',
    node: 'node2',
    inject: 'iptables-save >/root/rules.kept; iptables -t nat -F; iptables -t nat -X DOCKER',
    heal: 'iptables-restore </root/rules.kept; rm /root/rules.kept',
  },
];

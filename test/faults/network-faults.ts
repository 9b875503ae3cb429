import type { StepId } from '../../src/shared/run/steps.ts';
import type { Fault } from './fault.ts';

const drop = (chain: 'INPUT' | 'OUTPUT', ...matches: string[]) => ({
  inject: matches.map((match) => `iptables -I ${chain} ${match} -j DROP`).join(' && '),
  heal: matches.map((match) => `iptables -D ${chain} ${match} -j DROP`).join('; '),
});

const linkDown = (step: StepId, during: string): Fault => ({
  name: `link down 20 s while ${during}`,
  at: { step, state: 'applying' },
  node: 'node2',
  inject: 'ip link set host0 down',
  heal: 'ip link set host0 up',
  lastsSeconds: 20,
});

const slowLink = (between: string, device: string, rate: number): Fault => ({
  name: `slow link ${between} (${rate} Mbit/s)`,
  at: { step: 'etcd', state: 'applying' },
  node: 'node2',
  inject: `tc qdisc add dev ${device} root tbf rate ${rate}mbit burst 32kb latency 400ms`,
  heal: `tc qdisc del dev ${device} root`,
});

/** On node2, as its step tells this state. */
const dropped = (name: string, at: Fault['at'], ...matches: string[]): Fault => ({
  name,
  ...(at && { at }),
  node: 'node2',
  ...drop('INPUT', ...matches),
});
const beforePing: Fault['at'] = { step: 'workers', state: 'applying' };
const large = '-p udp --dport 4789 -m length --length 1401:65535';

/** Packets vanish without a word, one way only; nothing is reset. */
export const networkFaults: Fault[] = [
  linkDown('etcd', 'etcd starts'),
  linkDown('ping', 'workers ping'),
  ...['2379', '2380'].map((port) =>
    dropped(
      `${port}/tcp dropped while etcd starts`,
      { step: 'etcd', state: 'applying' },
      `-i host0 -p tcp --dport ${port}`,
    ),
  ),
  dropped(
    '2380/tcp dropped while the network is made',
    { step: 'network', state: 'checking' },
    '-i host0 -p tcp --dport 2380',
    '-i host0 -p tcp --sport 2380',
  ),
  dropped(
    '7946 tcp and udp dropped before the workers start',
    { step: 'network', state: 'checking' },
    '-i host0 -p tcp --dport 7946',
    '-i host0 -p udp --dport 7946',
  ),
  dropped('4789/udp dropped before the workers ping', beforePing, '-p udp --dport 4789'),
  dropped(
    '22/tcp: what the app sends is dropped (half-open)',
    { step: 'daemon', state: 'applying' },
    '-i lo -p tcp --dport 22',
  ),
  {
    name: '22/tcp: what the node answers is dropped (half-open)',
    at: { step: 'workers', state: 'applying' },
    node: 'node1',
    ...drop('OUTPUT', '-o lo -p tcp --sport 22'),
  },
  slowLink('to the node', 'lo', 1),
  slowLink('between the nodes', 'host0', 2),
  {
    // Public reports moby#27399, for-win#1484: the engine takes 10.0.0.0/24 although a node is there.
    name: 'a node has addresses that the engine would take for the overlay',
    node: 'node2',
    inject: 'ip address add 10.0.0.3/24 dev host0',
    heal: ':',
    afterReset: 'ip address delete 10.0.0.3/24 dev host0',
  },
  {
    // Public reports libnetwork#562, #751, #945.
    name: 'a VXLAN link with the overlay’s VNI',
    node: 'node2',
    inject: 'ip link add theirs type vxlan id 256 dstport 4789 dev host0',
    heal: 'ip link delete theirs',
  },
  // Public reports libnetwork#2661, for-linux#594.
  dropped('large packets on 4789/udp dropped', undefined, large),
  dropped('large packets on 4789/udp dropped before the workers ping', beforePing, large),
  {
    name: 'no iptables and no ping on a node',
    node: 'node2',
    inject: 'for one in iptables ping; do p=$(command -v $one); mv "$p" "$p.kept"; done',
    heal: 'for one in /usr/sbin/iptables /usr/bin/ping; do [ ! -e $one.kept ] || mv $one.kept $one; done',
  },
  {
    name: 'a firewall on a node that lets in nothing but SSH',
    node: 'node2',
    inject: `iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A INPUT -j DROP`,
    heal: 'iptables -F INPUT',
  },
];

export const observe = {
  notChecked: 'not checked in this run',
  notMeasured: 'not measured in this run',
  bothInterfaces: 'one interface on the overlay, one on docker_gwbridge',
  oneInterface: 'one interface, on the bridge of its node',
  noInterface: ({ networks }: { networks: readonly string[] }) => `no interface on ${networks.join(' and ')}`,
  onOverlay: 'overlay',
  workerEnded: ({ worker, node }: { worker: string; node: string }) => `${worker} on ${node} is no longer running`,
  workerEndedRemedy: 'Run again: the worker is restarted.',
  interfacesUnread: ({ worker, why }: { worker: string; why: string }) =>
    `The interfaces of ${worker} could not be read: ${why}`,
  loopback: ({ name }: { name: string }) =>
    `${name} is the loopback: what the container says to itself never leaves it.`,
  overlay: ({ name, address, subnet }: { name: string; address: string; subnet: string }) =>
    `${name} (${address}) is on the overlay ${subnet}: here it reaches containers on every node.`,
  overlayMtu: ({
    name,
    address,
    subnet,
    mtu,
    onWire,
  }: {
    name: string;
    address: string;
    subnet: string;
    mtu: number;
    onWire: number;
  }) =>
    `${name} (${address}) is on the overlay ${subnet}: here it reaches containers on every node, in packets of at most ${mtu} bytes, which the VXLAN headers make ${onWire} on the wire between the nodes.`,
  onOwnBridge: ({ name, address, subnet, mtu }: { name: string; address: string; subnet: string; mtu: number }) =>
    `${name} (${address}) is on the bridge of its own node, ${subnet}. Containers on other nodes are in other subnets, to which the nodes route; nothing is wrapped, so packets may have all ${mtu} bytes.`,
  gwbridge: ({ name, address }: { name: string; address: string }) =>
    `${name} (${address}) is on docker_gwbridge, a bridge of this node alone: the way out to the node and the Internet, not to containers on other nodes.`,
  tunnelEnd: ({ name, vni }: { name: string; vni: number }) =>
    `${name} is a VXLAN tunnel end (VTEP) of network ${vni}.`,
  noAddress: ({ name }: { name: string }) => `${name} has no address, so nothing reaches the container by it.`,
  onNeither: ({ name, address }: { name: string; address: string }) =>
    `${name} (${address}) is neither on the overlay nor on docker_gwbridge.`,

  // Bandwidth.
  measuring: ({ at, count, rate, left }: { at: number; count: number; rate: string; left: number }) =>
    [count > 1 ? `${at} of ${count}` : '', rate, `${left} s left`].filter(Boolean).join(', '),
  openPort: ({ node, from, port }: { node: string; from: string; port: number }) =>
    `Open it on ${node}: iptables -I INPUT -s ${from} -p tcp --dport ${port} -j ACCEPT`,
  portClosed: ({ port, node, from }: { port: number; node: string; from: string }) =>
    `${port}/tcp on ${node} cannot be reached from ${from}`,
  noIperf: 'Neither iperf3 nor iperf is installed on both ends',
  noIperfRemedy: 'Install it on the nodes: apt install iperf3',
  noBandwidth: ({ tool, from, to, why, said }: { tool: string; from: string; to: string; why: string; said: string }) =>
    `${tool} from ${from} to ${to} returned no result: ${why} ${said}`.trim(),
  noData: 'no data came through',
  bandwidth: ({ rate, from, to }: { rate: string; from: string; to: string }) => `${rate} from ${from} to ${to}`,

  // Ping.
  noPing: ({ node }: { node: string }) => `${node} has no ping, so its worker has none`,
  noPingRemedy: ({ node }: { node: string }) =>
    `On ${node}: apt install iputils-ping. A running worker gets it when it is recreated: npx overlay-lab undo image, then run.`,
  narrow: ({ from, to, mtu, onWire }: { from: string; to: readonly string[]; mtu: number; onWire: number }) =>
    `${from} → ${to.join(', ')}: small packets come back, full ones of ${mtu} bytes do not: the path between the nodes carries less than the ${onWire} they have with VXLAN`,
  narrowRemedy:
    'A check without the lab shows which size passes: reset, set “mtu: N” under “network:” in the lab file (the size that passes, minus 50), and run again.',
  pingUnread: ({ from, to, why }: { from: string; to: string; why: string }) =>
    `The output of ping from ${from} to ${to} could not be parsed: ${why}`,
  allAnswer: ({ loss }: { loss: number }) => `every other worker answers, loss ${loss} %`,
  noneCame: ({ pairs }: { pairs: readonly string[] }) => `${pairs.join(', ')}: no packet came back`,
  gossipRemedy:
    '“Destination Host Unreachable” points to gossip: open 7946 tcp and udp between the nodes, then restart docker.',
  vxlanRemedy: 'Silence points to VXLAN: open 4789/udp between the nodes.',

  // The tunnel.
  tunnelUnread: ({ network, why }: { network: string; why: string }) =>
    `The tunnel of ${network} could not be inspected: ${why}`,
  tunnelUnreadRemedy: 'Run again. If it does not help, recreate the worker: undo the step workers, then run.',
  doesNotKnow: ({ node, others }: { node: string; others: readonly string[] }) =>
    `${node} does not know what is behind ${others.join(', ')}`,
  doesNotKnowRemedy: 'It learns this through gossip: open 7946 tcp and udp between the nodes, then restart docker.',
  noPacket: 'No packet was captured',
  noPacketRemedy: 'To see one, install tcpdump on the node: apt install tcpdump',
  tunnel: ({ vni }: { vni: number }) => `VNI ${vni}`,
  tunnelPort: ({ vni, port }: { vni: number; port: number }) => `VNI ${vni}, UDP ${port}`,
  tunnelPacket: ({ tunnel, from, to }: { tunnel: string; from: string; to: string }) =>
    `${tunnel}, packet ${from} → ${to}`,
};

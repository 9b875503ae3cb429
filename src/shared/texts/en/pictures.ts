interface Two {
  one: string;
  two: string;
}
interface Addresses {
  from: string;
  to: string;
}

/** What stands in the lesson's pictures, and what they say to whoever does not see them. */
export const pictures = {
  prerequisitesTitle: 'Two machines on one plain IP network: the underlay',
  prerequisitesText: ({ one, two, ports }: Two & { ports: string }) =>
    `${one} and ${two} each run Docker. They reach each other over the underlay on ports ${ports}.`,
  prerequisitesStoreText: ({ one, two, ports, store }: Two & { ports: string; store: string }) =>
    `${one} and ${two} each run Docker and have ${store} installed. They reach each other over the underlay on ports ${ports}.`,
  nodeAt: ({ name, address }: { name: string; address: string }) => `${name} (${address})`,
  underlay: 'underlay',
  openPorts: ({ ports }: { ports: string }) => `open between the nodes: ${ports}`,
  versionsBetween: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
  versionsFrom: ({ from }: { from: string }) => `${from} and newer`,
  swarmPorts: ({ dataPort }: { dataPort: number }) => `2377 of the manager · 7946 tcp+udp · ${dataPort} udp`,
  swarmPortsInWords: ({ dataPort }: { dataPort: number }) =>
    `2377 for the manager, 7946 for gossip and ${dataPort} for VXLAN`,
  routedPorts: 'no port of its own; IP as it is',
  routedPortsInWords: 'as the containers use them, for nothing is wrapped',
  routedTitle: 'A subnet on each node, and a route to each of the others',
  routedText: ({ one, two, from, to, bridge, subnet }: Two & Addresses & { bridge: string; subnet: string }) =>
    `On ${one} the bridge ${bridge} has the subnet ${subnet}.1.0/24, on ${two} ${subnet}.2.0/24. ${one} has a route to ${subnet}.2.0/24 via ${to}, ${two} one to ${subnet}.1.0/24 via ${from}. A packet passes both nodes as routers and stays as the worker sent it.`,
  route: 'route',
  asTheyAre: 'not wrapped',
  vxlanPorts: '4789 udp',
  vxlanPortsInWords: '4789 for VXLAN',
  etcdPortsInWords: '2379 and 2380 for etcd, 7946 for gossip and 4789 for VXLAN',

  containersTitle: 'Each worker has two interfaces: eth0 into the overlay, eth1 to everything else',
  containersText: ({ network }: { network: string }) =>
    `On each node the worker’s eth0, MTU 1450, leads to the overlay ${network}, which spans both nodes. Its eth1, MTU 1500, leads to docker_gwbridge, which is local to the node and reaches the world through NAT.`,
  acrossNodes: 'one network across both nodes',

  daemonsTitle: 'Each engine uses the store on its own node; the engines find each other in it',
  daemonsText: ({ one, two }: Two) =>
    `On ${one} and ${two} the Docker engine connects to etcd with cluster-store and writes its own address there with cluster-advertise. Knowing each other from the store, the engines gossip directly on port 7946.`,
  engine: 'Docker engine',
  iAm: ({ address }: { address: string }) => `I am ${address}`,
  gossip: 'gossip, 7946',

  etcdTitle: 'The members agree among themselves on 2380 and serve clients on 2379',
  etcdText: ({ one, two }: Two) =>
    `${one} and ${two} each run one etcd member. The members replicate every write to each other through port 2380; with two members both must run. Clients ask the member on their own node at port 2379.`,
  member: 'etcd member',
  clients: 'clients',
  raft: 'raft: every write',
  quorum: 'quorum: 2 of 2',

  networkTitle: 'Created once, known everywhere: the store passes it on',
  networkText: ({ one, two, network }: Two & { network: string }) =>
    `docker network create on ${one} writes ${network}, with its subnet and its VXLAN number, into etcd. ${two} reads it from there, so docker network ls shows ${network} on both nodes.`,
  createdHere: 'created here',
  appearsHere: 'appears here',
  inStore: ({ network }: { network: string }) => `docker/network/v1.0/…: ${network}, subnet, VNI`,
  read: 'read',
  write: 'write',
  ordered: ({ number, what }: { number: number; what: string }) => `${number}  ${what}`,

  performanceTitle: 'The same machines, measured twice: once outside the tunnel, once through it',
  performanceText: ({ one, two }: Two) =>
    `Native: iperf from ${two} to ${one} directly, packets of 1500 bytes. Overlay: iperf from worker-2 to worker-1 through VXLAN, 50 of every 1500 bytes are headers, and each packet is wrapped and unwrapped by the processors.`,
  native: 'native: 1500 bytes a packet',
  nativeCost: 'no wrapping',
  overlay: 'overlay: 1450 of 1500 bytes',
  overlayCost: 'wrap and unwrap each',

  pingTitle: 'The path of one echo request; the reply takes the same path back',
  pingText: ({ from, to, two, dataPort }: Addresses & { two: string; dataPort: number }) =>
    `From worker-1 through its eth0 to br0, a bridge in a network namespace of its own, to vxlan0, which wraps the frame into a UDP packet from ${from} to ${to}, port ${dataPort}. On ${two} vxlan0 unwraps it, br0 hands it to eth0 of worker-2.`,
  pingLinkText: ({
    from,
    to,
    two,
    bridge,
    tunnel,
    dataPort,
  }: Addresses & { two: string; bridge: string; tunnel: string; dataPort: number }) =>
    `From worker-1 through its eth0 to ${bridge}, the bridge of its node, to ${tunnel}, which wraps the frame into a UDP packet from ${from} to ${to}, port ${dataPort}. On ${two} ${tunnel} unwraps it, ${bridge} hands it to eth0 of worker-2.`,
  inWorker: 'in the worker',
  aSwitch: 'a switch',
  wraps: 'wraps, unwraps',
  networkCard: 'network card',
  workersSee: 'what the workers see',

  swarmTitle: 'One engine is the manager and keeps the state; the others ask it, and all of them gossip',
  swarmText: ({ one, two, address }: Two & { address: string }) =>
    `The engine on ${one} is the manager: it keeps nodes, networks and addresses by raft, and answers on ${address}, port 2377. The engine on ${two} is a worker: it joins there with a token and gets a certificate, and both sides speak TLS. All engines gossip directly on port 7946, encrypted with keys of the manager.`,
  manager: 'manager',
  worker: 'worker',
  nodeAs: ({ node, role }: { node: string; role: string }) => `${node}: ${role}`,
  stateByRaft: 'state, by raft',
  certificate: 'its certificate',
  gotWithToken: 'got with the token',

  swarmNetworkTitle: 'Created on the manager; a worker node learns of it when a container there joins',
  swarmNetworkText: ({ one, two, network, vni }: Two & { network: string; vni: number }) =>
    `docker network create on the manager ${one} writes ${network}, with its subnet and its VXLAN number ${vni}, into the state that the managers keep. ${two}, a worker node, does not list ${network} yet. When its first container joins ${network}, the engine asks the manager and is told of the network.`,
  notListed: 'not listed yet',
  comesWithContainer: 'comes with a container',
  managersState: 'state of the managers',
  inState: ({ network, vni }: { network: string; vni: number }) => `${network}: subnet, VNI ${vni}, attachable`,
  whenAsked: 'when asked',

  bridgesTitle: 'A bridge on each node, of one subnet and with a part of it each; nothing joins them yet',
  bridgesText: ({ one, two, network, bridge, subnet }: Two & { network: string; bridge: string; subnet: string }) =>
    `The engines on ${one} and ${two} each have a network ${network}: a bridge ${bridge} in the subnet ${subnet}.0/24. On ${one} containers get addresses of the lower half, on ${two} of the upper half. No frame gets from one bridge to the other.`,
  notJoinedYet: 'not joined yet',

  linkTitle: 'A VXLAN link is plugged into each bridge, like a cable to all other nodes',
  linkText: ({ from, to, bridge, tunnel, vni }: Addresses & { bridge: string; tunnel: string; vni: number }) =>
    `On each node ${tunnel} is plugged into ${bridge}. Frames that enter it there leave the node as UDP packets with the number ${vni}, from ${from} to ${to}, port 4789, and come out of ${tunnel} on the other node.`,

  switchTitle: 'An Open vSwitch bridge on each node, with a tunnel port to the other one',
  switchText: ({ from, to, bridge, tunnel, vni }: Addresses & { bridge: string; tunnel: string; vni: number }) =>
    `On each node ${tunnel} is plugged into ${bridge}. It has a port for each other node: what leaves by it goes as UDP packets with the number ${vni}, from ${from} to ${to}, port 4789, and comes out of ${tunnel} on the other node.`,
  tunnelPort: 'tunnel port',

  oneInterfaceTitle: 'Each worker has one interface, on the bridge of its node',
  oneInterfaceText: ({ bridge }: { bridge: string }) =>
    `On each node the worker’s eth0 is plugged into ${bridge}. The bridge is the worker’s gateway to everything else, through NAT.`,
  gatewayAndNat: 'gateway, NAT',

  peersTitle: 'Two tables tell a link what is behind the other node',
  peersText: ({ one, two, tunnel }: Two & { tunnel: string }) =>
    `On ${one} the neighbour table of ${tunnel} has the MAC address of the worker on ${two}, and its forwarding table says that this MAC is behind ${two}. On ${two} it is the other way round.`,
  neighbourTable: 'neighbour table',
  forwardingTable: 'forwarding table',

  vxlanTitle: 'One packet on the wire: the worker’s frame, and the 50 bytes in front of what it carries',
  vxlanText: ({ from, to, dataPort }: Addresses & { dataPort: number }) =>
    `From the outside in: an Ethernet header of 14 bytes, an IP header of 20 bytes from ${from} to ${to}, a UDP header of 8 bytes to port ${dataPort}, a VXLAN header of 8 bytes with the network’s number, and then the whole frame that the worker sent. The IP packet may be 1500 bytes long: minus 20, 8, 8 and the inner frame’s own 14 leaves an MTU of 1450.`,
  bytes: ({ count }: { count: number }) => `${count} bytes`,
  ownFrame: 'the worker’s own frame',
  upToBytes: ({ count }: { count: number }) => `up to ${count} bytes`,
  fromNode: 'from node',
  toNode: 'to node',
  toPort: ({ port }: { port: number }) => `to port ${port}`,
  fromHash: 'from a hash',
  bits: ({ count }: { count: number }) => `${count} bits`,
  unchanged: 'unchanged, byte for byte',
  addedByVxlan: 'added by the tunnel’s end',
  workerSent: 'what the worker sent',
  sum: '1500 − 20 (IP) − 8 (UDP) − 8 (VXLAN) − 14 (inner Ethernet) = 1450',
};

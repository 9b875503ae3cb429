import type { PictureProps } from './picture-props.ts';

/** What differs between tracks in the pictures that they share. */
interface TrackFacts {
  /** Engines that it works on. */
  docker: string;
  /** What else is on each node before the first step. */
  store?: readonly [name: string, versions: string];
  /** What has to be open between the nodes: as it stands in the picture, and in a sentence. */
  ports: string;
  portsInWords: string;
  /** As the engines number and address the first network that a person makes. */
  vni: number;
  subnet: string;
  /** Last numbers of the workers' addresses in it. */
  workers: readonly [number, number];
}

const etcd: TrackFacts = {
  docker: '1.9 to 20.10',
  store: ['etcd', '2.2 to 3.5'],
  ports: '2379, 2380 · 7946 tcp+udp · 4789 udp',
  portsInWords: '2379 and 2380 for etcd, 7946 for gossip and 4789 for VXLAN',
  vni: 256,
  subnet: '10.0.0',
  workers: [2, 3],
};

const swarm: TrackFacts = {
  docker: '1.13 and newer',
  ports: '2377 of the manager · 7946 tcp+udp · 4789 udp',
  portsInWords: '2377 for the manager, 7946 for gossip and 4789 for VXLAN',
  // ingress comes first: it has 4096.
  vni: 4097,
  subnet: '10.0.0',
  // The load balancer of each node takes an address as well.
  workers: [2, 4],
};

export const factsOf = ({ track }: Pick<PictureProps, 'track'>): TrackFacts => (track === 'swarm' ? swarm : etcd);

import type { TrackId } from '../../../src/shared/tracks/tracks.ts';
import {
  type Aspect,
  containers,
  daemons,
  inOverlay,
  machineForwarding,
  machineLinks,
  overlayForwarding,
  overlayLinks,
  overlayNeighbours,
  ports,
  routes,
  workerLinks,
} from './aspect.ts';

/** Something that is done on a node behind the app's back, and what must be another in the picture then. */
export interface PictureChange {
  name: string;
  node: string;
  make: string;
  aspect: Aspect;
}

const change = (name: string, node: string, aspect: Aspect, make: string): PictureChange => ({
  name,
  node,
  aspect,
  make,
});
const image = 'overlay-lab/worker:1';
const overlay = inOverlay('myapp');
const worker = `nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' worker-1)`;
const mac = '02:42:0a:00:00:63';
const there = '192.168.236.131';

const anyTrack: PictureChange[] = [
  change('a container started', 'node1', containers, `docker run -d --name ghost --network none ${image} sleep 900`),
  change('a container paused', 'node1', containers, 'docker pause ghost'),
  change('a container unpaused', 'node1', containers, 'docker unpause ghost'),
  change('a container stopped', 'node1', containers, 'docker stop -t 0 ghost'),
  change('a container renamed', 'node1', containers, 'docker rename ghost shadow'),
  change('a container removed', 'node1', containers, 'docker rm -f shadow'),
  change('a bridge made', 'node2', machineLinks, 'ip link add br-hand type bridge && ip link set br-hand up'),
  change('its MTU changed', 'node2', machineLinks, 'ip link set br-hand mtu 1400'),
  change('a bridge removed', 'node2', machineLinks, 'ip link del br-hand'),
  change('an address added in a worker', 'node1', workerLinks, `${worker} ip addr add 10.77.0.9/24 dev eth0`),
  change('an address taken away in a worker', 'node1', workerLinks, `${worker} ip addr del 10.77.0.9/24 dev eth0`),
  change('the MTU of a worker’s link changed', 'node1', workerLinks, `${worker} ip link set eth0 mtu 1300`),
  change('and changed back', 'node1', workerLinks, `${worker} ip link set eth0 mtu 1450`),
];

/** Where Docker made the overlay. */
const ofOverlay: PictureChange[] = [
  change('the tunnel endpoint down', 'node1', overlayLinks, `${overlay} ip link set vxlan0 down`),
  change('the tunnel endpoint up', 'node1', overlayLinks, `${overlay} ip link set vxlan0 up`),
  change(
    'a forwarding entry added',
    'node1',
    overlayForwarding,
    `${overlay} bridge fdb add ${mac} dev vxlan0 dst ${there}`,
  ),
  change(
    'a forwarding entry removed',
    'node1',
    overlayForwarding,
    `${overlay} bridge fdb del ${mac} dev vxlan0 dst ${there}`,
  ),
  change(
    'a neighbour told',
    'node1',
    overlayNeighbours,
    `${overlay} ip neigh replace 10.0.0.99 lladdr ${mac} dev vxlan0 nud permanent`,
  ),
  change('a neighbour forgotten', 'node1', overlayNeighbours, `${overlay} ip neigh del 10.0.0.99 dev vxlan0`),
  change('a worker off its network', 'node2', workerLinks, 'docker network disconnect myapp worker-2'),
  change('a worker on its network again', 'node2', workerLinks, 'docker network connect myapp worker-2'),
];

const ofEtcd: PictureChange[] = [
  change('a network made', 'node1', machineLinks, 'docker network create handmade'),
  change('a network removed', 'node1', machineLinks, 'docker network rm handmade'),
  change(
    'a cable added',
    'node1',
    machineLinks,
    'ip link add va type veth peer name vb && ip link set va up && ip link set vb up',
  ),
  change('one end of it down', 'node1', machineLinks, 'ip link set vb down'),
  change('a cable removed', 'node1', machineLinks, 'ip link del va'),
  change(
    'a tunnel by hand',
    'node1',
    machineLinks,
    'ip link add vx-hand type vxlan id 77 dstport 4790 && ip link set vx-hand up',
  ),
  change('a tunnel by hand removed', 'node1', machineLinks, 'ip link del vx-hand'),
  change('the way out down', 'node1', machineLinks, 'ip link set docker_gwbridge down'),
  change('the way out up', 'node1', machineLinks, 'ip link set docker_gwbridge up'),
  change('a route by way of the other machine', 'node1', routes, `ip route add 10.55.0.0/24 via ${there}`),
  change('that route taken away', 'node1', routes, 'ip route del 10.55.0.0/24'),
  change('a member of etcd stopped', 'node2', daemons, 'systemctl stop overlay-lab-etcd'),
  change('a member of etcd started', 'node2', daemons, 'systemctl start overlay-lab-etcd'),
  change('Docker stopped', 'node2', daemons, 'systemctl stop docker.socket docker'),
  change('Docker started', 'node2', daemons, 'systemctl start docker'),
];

const ofTrack: Record<TrackId, PictureChange[]> = {
  etcd: [...ofOverlay, ...ofEtcd],
  swarm: ofOverlay,
  vxlan: [
    change(
      'an entry of the tunnel’s table added',
      'node1',
      machineForwarding,
      `bridge fdb add ${mac} dev $(ip -o link show type vxlan | sed -nE '1s/^[0-9]+: ([^:@]+).*/\\1/p') dst ${there}`,
    ),
    change(
      'and removed',
      'node1',
      machineForwarding,
      `bridge fdb del ${mac} dev $(ip -o link show type vxlan | sed -nE '1s/^[0-9]+: ([^:@]+).*/\\1/p') dst ${there}`,
    ),
  ],
  routed: [
    change(
      'a route taken away',
      'node1',
      routes,
      `ip route show | grep 'via ${there}' | head -n1 >/run/route-of-picture && ip route del $(cut -d' ' -f1 /run/route-of-picture)`,
    ),
    change('a route set again', 'node1', routes, 'ip route add $(cat /run/route-of-picture)'),
  ],
  ovs: [
    change(
      'a port added',
      'node1',
      ports,
      `ip link add pa type veth peer name pb && ip link set pa up && ovs-vsctl add-port ovs-lab pa`,
    ),
    change('a port taken away', 'node1', ports, 'ovs-vsctl del-port ovs-lab pa; ip link del pa'),
  ],
};

export const pictureChanges = (track: TrackId): PictureChange[] => [...anyTrack, ...ofTrack[track]];

/** What a picture of this track must have as the nodes say, without any change. */
export const aspectsOf = (track: TrackId): Aspect[] => [
  ...[machineLinks, containers, workerLinks, routes],
  ...(track === 'etcd' || track === 'swarm' ? [overlayLinks, overlayForwarding, overlayNeighbours] : []),
  ...(track === 'vxlan' ? [machineForwarding] : []),
  ...(track === 'ovs' ? [ports] : []),
];

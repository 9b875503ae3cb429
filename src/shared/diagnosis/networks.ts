import { action, type Diagnosis } from './diagnosis.ts';

/** Networks, their subnets and names. */
export const networkRows: Diagnosis[] = [
  {
    number: 39,
    title: 'Pool overlaps with other one on this address space',
    see: '"docker network create" ends with "Pool overlaps with other one on this address space", or two containers get the same address.',
    why: 'Another network has this subnet or part of it.',
    check: action(
      'See the subnets of all networks, and the node’s routes.',
      "docker network inspect --format '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' $(docker network ls -q)",
      'ip route',
    ),
    remedy: action(
      'Specify a subnet that is free on every node: network.subnet in the lab file, or by hand:',
      'docker network create -d overlay --subnet 10.222.0.0/24 myapp',
    ),
    sources: ['moby#26912'],
  },
  {
    number: 40,
    title: 'No free pool for docker_gwbridge',
    see: 'The first worker does not start: "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network" for docker_gwbridge.',
    why: 'The engine gives each bridge one of a few subnets, and all of them are in use or collide with the node’s routes.',
    check: action('How many networks are there, and does docker_gwbridge exist?', 'docker network ls', 'ip route'),
    remedy: action(
      'Remove your own networks that nobody needs, or create the bridge yourself, with a free subnet, before the first worker starts.',
      'docker network create --subnet 172.30.0.0/16 --opt com.docker.network.bridge.name=docker_gwbridge --opt com.docker.network.bridge.enable_icc=false --opt com.docker.network.bridge.enable_ip_masquerade=true docker_gwbridge',
    ),
    sources: ['for-linux#599'],
  },
  {
    number: 41,
    title: 'Two networks have the same name',
    see: '"docker network ls" shows the name twice; "docker run" says that it is ambiguous.',
    why: 'It was created on two nodes at the same moment. The store enforces unique IDs, not unique names.',
    check: action(
      'Two IDs behind one name are two networks. See which one has containers.',
      'docker network ls --no-trunc --filter name=myapp',
      'docker network inspect $(docker network ls -q --filter name=myapp)',
    ),
    remedy: action(
      'Remove the one without containers by its ID, and create networks on one node only.',
      'docker network ls --no-trunc --filter name=myapp',
      'docker network rm ID   # the ID of the empty one',
    ),
    sources: ['moby#20648', 'moby#33561'],
  },
];

/** Networks, their subnets and names. */
export const networkFailures = {
  39: {
    title: 'Pool overlaps with other one on this address space',
    see: '"docker network create" ends with "Pool overlaps with other one on this address space", or two containers get the same address.',
    why: 'Another network has this subnet or part of it.',
    check: 'See the subnets of all networks, and the node’s routes.',
    remedy: 'Specify a subnet that is free on every node: network.subnet in the lab file, or by hand:',
  },
  40: {
    title: 'No free pool for docker_gwbridge',
    see: 'The first worker does not start: "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network" for docker_gwbridge.',
    why: 'The engine gives each bridge one of a few subnets, and all of them are in use or collide with the node’s routes.',
    check: 'How many networks are there, and does docker_gwbridge exist?',
    remedy:
      'Remove your own networks that nobody needs, or create the bridge yourself, with a free subnet, before the first worker starts.',
  },
  41: {
    title: 'Two networks have the same name',
    see: '"docker network ls" shows the name twice; "docker run" says that it is ambiguous.',
    why: 'It was created on two nodes at the same moment. The store enforces unique IDs, not unique names.',
    check: 'Two IDs behind one name are two networks. See which one has containers.',
    remedy: 'Remove the one without containers by its ID, and create networks on one node only.',
  },
};

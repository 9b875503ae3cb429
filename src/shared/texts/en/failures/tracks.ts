/** What fails on the tracks that do without a cluster store. */
export const trackFailures = {
  60: {
    title: 'A node is not in the swarm',
    see: '"This node is not a swarm manager", "docker node ls" shows it as Down, or its services stay pending.',
    why: 'The node left the swarm, was never joined, or does not reach a manager on port 2377; or more than half of the managers are gone, and no leader can be elected.',
    check: 'Look at the node’s own state, and at what a manager lists.',
    remedy:
      'Start the managers first. Open 2377/tcp between the nodes. A node that has left is joined again by the lab.',
  },
  61: {
    title: 'The lab’s own link, bridge, or an entry on it is missing',
    see: 'A ping between workers says "Destination Host Unreachable", or nothing comes back; the engines themselves are well.',
    why: 'On this track nobody else keeps the ways between workers: each node needs its link in its bridge, both up, and on the link an entry for each other worker. One of them was removed, replaced, or turned off.',
    check: 'Compare the link, its entries, and the workers’ addresses.',
    remedy: 'Add what is missing, or let the lab do it.',
  },
  62: {
    title: 'A node of the swarm takes no work: drained or paused',
    see: 'New containers of services never start on the node; "docker node ls" shows Drain or Pause.',
    why: 'Somebody set its availability, e.g. before maintenance, and did not set it back. Drain also stops what ran there.',
    check: 'See the availability of each node.',
    remedy: 'Set it to active again.',
  },
  63: {
    title: 'A route to another node’s workers is missing',
    see: 'A ping from one worker to another gets nothing back, or "Network is unreachable"; nodes reach each other.',
    why: 'On the track "routed" each node must know behind which machine the subnet of each other node is. Routes are lost when a link goes down or the machine restarts.',
    check: 'There must be a route to every other node’s subnet, via that node’s address.',
    remedy: 'Add the route again, or let the lab do it.',
  },
  64: {
    title: 'The engine’s firewall drops packets to the workers',
    see: 'Routes are right, and a ping between workers still gets nothing back.',
    why: 'Docker drops what is forwarded to its bridges from outside. The lab accepts it with a rule in DOCKER-USER, and that rule is gone, e.g. after a reload of the firewall.',
    check: 'The first rule of DOCKER-USER must accept packets between the workers’ subnets.',
    remedy: 'Let the lab add its rule again.',
  },
  65: {
    title: 'Workers are hidden behind their node’s address',
    see: 'Workers reach each other, but the other side sees the node’s address in place of the worker’s; or answers get lost.',
    why: 'A rule in the nat table changes the source of what leaves the node: masquerading. The track "routed" is about not needing that.',
    check: 'Look for a rule about the workers’ subnet in POSTROUTING.',
    remedy: 'Remove the rule; the lab’s own bridge is created without it.',
  },
  67: {
    title: 'A switch of Open vSwitch lacks a port, or has one that leads elsewhere',
    see: 'A ping from one worker to another gets nothing back, or "Destination Host Unreachable"; nodes reach each other.',
    why: 'On the track "ovs" the switch of each node has a port for every other node, with its address and the same key at both ends, and a port in the bridge of the workers. One of them is missing, leads elsewhere, or is in no bridge; or Open vSwitch does not run.',
    check:
      'Every other node’s address must be the remote_ip of a port with key 77; lab-in must have br-lab as its master.',
    remedy: 'Let the lab add what is missing.',
  },
};

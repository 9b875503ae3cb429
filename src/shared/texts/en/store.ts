export const store = {
  nobodyTells:
    'Nobody tells what is in it now: no member of etcd answers, or no manager of a swarm that has a majority.',
  empty: 'Nothing is in it yet: no engine has written anything.',
  from: ({ node }: { node: string }) => `As ${node} tells it.`,
  more: ({ count }: { count: number }) =>
    count === 1 ? '1 more entry is left out' : `${count} more entries are left out`,
  changed: ({ did, kind, name, detail }: { did: string; kind: string; name: string; detail: string }) =>
    `${kind} ${name} ${did}${detail === '' ? '' : ` (${detail})`}`,
  isNow: ({ kind, name, detail }: { kind: string; name: string; detail: string }) => `${kind} ${name} is now ${detail}`,
  heardOn: ({ name, network, node }: { name: string; network: string; node: string }) =>
    `${name} on ${network}, heard by ${node}`,
  entry: ({ name, detail }: { name: string; detail: string }) => (detail === '' ? name : `${name}: ${detail}`),
  keepers: {
    etcd: 'Keys in etcd',
    raft: 'What the managers agreed on (raft)',
    gossip: 'What each node heard from the others (gossip)',
  },
  kinds: {
    engine: 'engine',
    network: 'network',
    overlay: 'overlay',
    endpoint: 'endpoint',
    count: 'number of endpoints',
    pools: 'address pools',
    addresses: 'addresses',
    numbers: 'tunnel numbers',
    other: 'key',
    member: 'node',
    agreed: 'network',
    service: 'service',
    task: 'task',
    peer: 'peer',
    heard: 'endpoint',
  },
  about: {
    engine:
      'Each engine writes its address here and does so again all the time: when it stops, the key goes by itself within a minute.',
    network:
      'One key a network, written by the engine on which somebody created it: all others read it, and so know the network too.',
    overlay:
      'What the driver needs for a network: the VNI, which is its number in the header of each packet, for each subnet.',
    endpoint:
      'One key for each container on a network: its address, its MAC address, and on which machine it is. Whoever wants its name or its address looks here.',
    count: 'How many endpoints a network has. An engine refuses to remove a network while this is not 0.',
    pools: 'The subnets that are given away, so that no two networks get the same one.',
    addresses:
      'One bit for each address of a subnet, 1 where it is given away: .0 and .255 belong to nobody, .1 is the gateway. An engine that needs an address sets the next bit.',
    numbers: 'One bit for each VNI, from 256 on: two networks may not have the same one.',
    other: 'Another key below /docker.',
    member:
      'Each node of the swarm with its part in it, as the managers know it. The leader writes; the other managers agree.',
    agreed:
      'A network is known to all managers at once. A worker hears of it only when something of its own is to be on it.',
    service: 'What somebody wants to run, and how often: the managers see to it that it is so.',
    task: 'One container that a service is to have: on which node, and how far it is.',
    peer: 'A machine that has something on this network. Peers tell each other by gossip, from machine to machine, and ask no manager.',
    heard:
      'An endpoint that this node heard of: its address, and behind which machine it is. From this the node fills its forwarding table. It works without any manager.',
  },
};

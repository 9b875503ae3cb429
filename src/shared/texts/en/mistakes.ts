type On = { node: string };
export const mistakes = {
  noAddressHere: ({ address, node }: { address: string } & On) =>
    `${node} does not have the address ${address}, so nothing can listen on it.`,
  othersAddress: ({ address, node, other }: { address: string; other: string } & On) =>
    `${address} is the address of ${other}: this command belongs there, and ${node} has its own.`,
  portTaken: ({ port, node }: { port: string } & On) =>
    `Something on ${node} already listens on port ${port}: an earlier start of the same program, in another terminal or as a service.`,
  etcdName: ({ name }: { name: string }) =>
    `The member calls itself ${name}, but the list after -initial-cluster has no such name. The two must agree.`,
  etcdPeerUrls:
    'A member must announce the same address that the list after -initial-cluster has for it: -initial-advertise-peer-urls is missing or different.',
  etcdBootstrapped:
    'This member was started before, and its data is gone. A member with the same name is not taken in twice: start all of them with empty data.',
  dockerDaemon: '“docker daemon” is what the command was called in 2015. The program is now dockerd.',
  engineTooNew: ({ node }: On) =>
    `The engine on ${node} is Docker 23 or newer, which has no cluster store any more. Use the track swarm for it.`,
  dockerdRuns: ({ node }: On) => `Docker already runs on ${node}, as a service. It must be stopped first.`,
  advertiseWithoutStore: 'The option --cluster-store is missing: an engine announces itself only in a store.',
  optionTwice: ({ option }: { option: string }) =>
    `This option is set on the command line and in /etc/docker/daemon.json: ${option}. Docker takes only one of them.`,
  storeAway: 'The engine cannot reach etcd, or etcd has no majority: both members must be running.',
  dockerDown: ({ node }: On) => `No Docker daemon is running on ${node}.`,
  noStore: ({ node }: On) =>
    `The engine on ${node} has no cluster store yet, so it cannot make an overlay network. It suggests a swarm instead; in this lesson it is etcd.`,
  noSwarm: ({ node }: On) => `${node} is not in a swarm yet, and only a swarm has overlay networks on this track.`,
  workerOfSwarm: ({ node }: On) => `${node} is only a worker of its swarm: a manager has to do this.`,
  notTheManager: ({ node, manager }: { manager: string } & On) =>
    `${node} is a worker of the swarm. Networks are made on its manager, ${manager}.`,
  swarmInstead:
    'This engine is in a swarm now. With a swarm it takes no cluster store, which this lesson uses: leave the swarm again.',
  swarmBesideStore: 'An engine can have a swarm or a cluster store, not both.',
  swarmAlready: 'This engine is in a swarm already. If it is the one of this lab, go on to the next command.',
  networkOtherName: ({ name, network }: { name: string; network: string }) =>
    `This lab’s network is called ${network}, not ${name}.`,
  networkMissing: ({ name, node }: { name: string } & On) =>
    `The engine on ${node} does not know the network ${name}: it was not made yet, or this engine uses another store.`,
  networkThere: ({ name }: { name: string }) =>
    `${name} is there already. It is one network for all nodes: made once, seen by each.`,
  networkWithout: ({ options }: { options: string }) =>
    `A network was made, but without ${options}: it does not reach the other nodes as this lesson needs it.`,
  badAddress: ({ name, network }: { name: string; network: string }) =>
    `The name ${name} is not known here: names are known within a network, so one of the two is not on ${network}, or is not running.`,
  unreachable:
    'The engines do not tell each other where their containers are: that is gossip, on port 7946 (tcp and udp).',
  noServer: ({ node }: On) => `No iperf server is running there. Start it on ${node} first, and leave it running.`,
  imageNotLoaded: ({ image, node }: { image: string } & On) =>
    `${node} does not have the image ${image}, and it comes from no registry: the first part loads it.`,
  otherImage: ({ image, node }: { image: string } & On) =>
    `${node} does not have the image ${image} and cannot get it. The lesson’s own image is already here.`,
  containerThere: ({ name, node }: { name: string } & On) =>
    `${node} has a container ${name} already. Start that one, or remove it first.`,
  endpointThere: ({ name }: { name: string }) =>
    `A container called ${name} is on this network already, perhaps on another node. Names are unique on a network.`,
  noSuchContainer: ({ name, node }: { name: string } & On) => `There is no container ${name} on ${node}.`,
  notStarted: ({ name }: { name: string }) => `${name} was not started yet.`,
  onOtherNode: ({ name, node, home }: { name: string; home: string } & On) =>
    `${name} belongs on ${home}, not on ${node}. An engine sees only its own containers.`,
  workerElsewhere: ({ name, node, home }: { name: string; home: string } & On) =>
    `${name} now runs on ${node}; in this lesson it belongs on ${home}, so that the two are on different machines.`,
  workerWithoutNetwork: ({ name, network }: { name: string; network: string }) =>
    `${name} was started without --net=${network}, so it is on the engine’s own bridge and not on the overlay.`,
  unknownFlag: ({ flag }: { flag: string }) => `There is no option ${flag}. Compare it with the command of the lesson.`,
  notFound: ({ program }: { program: string }) => `There is no program called ${program} on this node.`,
  noPermission: 'Only root may use Docker here. Become root first.',
};

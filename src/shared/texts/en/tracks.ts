export const tracks = {
  andMore: ({ first, more }: { first: string; more: number }) => `${first} (and ${more} more)`,
  circle: ({ step }: { step: string }) => `Steps depend on each other in a circle at ${step}`,
  enginesFrom: ({ from }: { from: string }) => `${from} or newer`,
  enginesBetween: ({ from, before }: { from: string; before: string }) => `from ${from} on and before ${before}`,
  ranBefore: ({ node, name }: { node: string; name: string }) =>
    `${node}: ${name} ran before the lab and is started again.`,

  // The worker image.
  doesNotExist: ({ name }: { name: string }) => `${name} does not exist yet`,
  imageIs: ({ image, id }: { image: string; id: string }) => `${image} ${id}`,
  addsImage: ({ image }: { image: string }) => `+ image ${image}`,
  imageForeign: ({ node, image }: { node: string; image: string }) =>
    `${node} has an image ${image} that the lab did not create`,
  imageRemedy: ({ node, image }: { node: string; image: string }) =>
    `Give it another name on ${node}: docker tag ${image} kept/worker:1 && docker rmi ${image}`,
  imageNotPulled: ({ image, node, said }: { image: string; node: string; said: string }) =>
    `${image} is not on ${node} and could not be pulled: ${said}`,
  imageNotPulledRemedy: 'Omit --image (the lab builds its own image), or load that image on every node: docker load.',

  // The overlay network.
  waitingForNetwork: 'waiting until every node sees it',
  noSubnet: 'No private subnet is free on all nodes',
  noSubnetRemedy: 'Set one in the lab file, under network: subnet: 10.0.9.0/24',
  withMtu: ({ mtu }: { mtu: number }) => `MTU ${mtu}`,
  addsNetwork: ({ name, what, node, where }: { name: string; what: readonly string[]; node: string; where: string }) =>
    `+ network ${name} (${what.join(', ')}) on ${node}, ${where}`,
  overlay: 'overlay',
  seenOnAll: ({ count }: { count: number }) => `seen on ${count} nodes`,
  seenOnceUsed: 'seen by the others once they use it',
  networkTwice: ({ node, name }: { node: string; name: string }) => `${node} has two networks named ${name}`,
  networkTwiceRemedy: 'Remove one by its ID: docker network rm ID',
  networkForeign: ({ node, name, driver }: { node: string; name: string; driver: string }) =>
    `${node} has a network ${name} with driver ${driver}, not created by the lab`,
  networkForeignRemedy: 'Choose another network name in the lab file, or remove that one yourself.',
  networkDiffers: ({ name }: { name: string }) =>
    `${name} has different IDs on the nodes: they do not use the same store`,
  networkDiffersRemedy: 'Compare docker info on the nodes: all must use the same store, or be in one swarm.',
  otherSubnet: ({ name, subnets, wanted }: { name: string; subnets: readonly string[]; wanted: string }) =>
    `${name} has the subnet ${subnets.join(', ')}, not ${wanted}`,
  otherSubnetRemedy: 'Remove the network, or change the lab file.',
  otherMtu: ({ name, mtu, wanted }: { name: string; mtu: string | number; wanted: number }) =>
    `${name} has the MTU ${mtu}, not ${wanted}`,
  usualMtu: 'of the engine, 1450',
  notEncrypted: ({ name }: { name: string }) => `${name} is not encrypted, and the lab file says that it is`,
  isEncrypted: ({ name }: { name: string }) => `${name} is encrypted, and the lab file does not say so`,
  otherMtuRemedy: 'Undo it, then run again: npx overlay-lab undo network && npx overlay-lab run',
  networkSeen: ({ name, id, subnet, where }: { name: string; id: string; subnet: string; where: readonly string[] }) =>
    `${name} ${id}, ${subnet}, seen on ${where.join(', ')}`,
  everyNode: 'every node',
  networkNotSeen: ({ name, nodes }: { name: string; nodes: readonly string[] }) =>
    `${name} is not seen on ${nodes.join(', ')}`,

  // The workers.
  workerRuns: ({ name, address }: { name: string; address: string }) => `${name} runs with ${address}`,
  workerNotOn: ({ name, network }: { name: string; network: string }) => `${name} exists, but not on ${network}`,
  workerStopped: ({ name }: { name: string }) => `${name} exists, but is not running`,
  addsContainer: ({ name, network }: { name: string; network: string }) => `+ container ${name} on ${network}`,
  containerForeign: ({ node, name }: { node: string; name: string }) =>
    `${node} has a container ${name} that the lab did not create`,
  containerForeignRemedy: ({ node, name }: { node: string; name: string }) =>
    `Rename it for the duration of the lab, on ${node}: docker rename ${name} ${name}-before`,
  nameTaken: ({ holder, name, network }: { holder: string; name: string; network: string }) =>
    `${holder} already has a container ${name} on ${network}`,
  nameTakenRemedy: ({ holder }: { holder: string }) =>
    `Rename or remove it on ${holder}: a name can be used only once on an overlay network.`,
  vniTaken: ({ node, links }: { node: string; links: readonly string[] }) =>
    `The overlay's VNI on ${node} is another VXLAN link's: ${links.join(', ')}`,
  linkWithVni: ({ name, vni }: { name: string; vni: number }) => `${name} (VNI ${vni})`,
  linkInWithVni: ({ name, namespace, vni }: { name: string; namespace: string; vni: number }) =>
    `${name} in ${namespace} (VNI ${vni})`,
  vniTakenRemedy: ({ node, commands }: { node: string; commands: readonly string[] }) =>
    `Remove it on ${node}: ${commands.join(' && ')}`,
  workerNotRunning: ({ name, node }: { name: string; node: string }) => `${name} is not running on ${node}`,
  workerNotRunningRemedy: 'Run the step workers first.',

  // Docker before something is undone.
  engineStarted: ({ node, state }: { node: string; state: string }) =>
    `${node}: Docker was ${state} and is started, as before the lab.`,
  engineUnmasked: ({ node, units }: { node: string; units: readonly string[] }) =>
    `${node}: ${units.join(' and ')} ${units.length > 1 ? 'were' : 'was'} masked; ${units.length > 1 ? 'they are' : 'it is'} unmasked, and Docker is started, as before the lab.`,
  dockerOn: ({ node }: { node: string }) => `Docker on ${node}`,
  engineDown: ({ node, trouble }: { node: string; trouble: string }) =>
    `${node}: ${trouble}; without it nothing of the lab can be undone there`,
  engineDownRemedy: ({ node, remedy }: { node: string; remedy: string }) => `On ${node}: ${remedy}. Then reset again.`,

  // Who has a subnet, and which etcd is at hand.
  addressOf: ({ address, link }: { address: string; link: string }) => `${address} of ${link}`,
  routeTo: ({ route }: { route: string }) => `the route to ${route}`,
  loggedInFrom: ({ address }: { address: string }) => `${address}, where you are logged in from`,
  subnetOf: ({ subnet, network }: { subnet: string; network: string }) => `${subnet} of the network ${network}`,
  etcdVersionUnknown: ({ path }: { path: string }) => `${path} does not report its version`,
  etcdTooNew: ({ version }: { version: string }) =>
    `etcd ${version} no longer has the v2 API, which Docker's cluster store needs`,
  etcdTooOld: ({ version }: { version: string }) => `etcd ${version} is older than 2.2`,
  etcdMissing: 'etcd is not installed',
  showsPing: 'the ping between the workers',
  showsBandwidth: 'the bandwidth',
  showsPacket: 'a packet of the tunnel',
  showsPorts: 'which program uses the ports',
  showsPaths: 'the ports and the path between the nodes',
  showsEtcd: 'what the lesson asks etcd',

  // Who gets to the overlay's ports.
  unguarded: ({ nodes }: { nodes: readonly string[] }) =>
    `nothing keeps strangers from the overlay’s ports on ${nodes.join(', ')}`,
  addsGuard: ({ node, from }: { node: string; from: readonly string[] }) =>
    `+ ${node}: firewall rules while the lab stands: the overlay’s ports only from ${from.join(', ')}`,
};

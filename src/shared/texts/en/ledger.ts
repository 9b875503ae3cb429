export const ledger = {
  // What the lab changes on a node, in a line each.
  file: ({ path }: { path: string }) => `file ${path}`,
  directory: ({ path }: { path: string }) => `directory ${path}`,
  unit: ({ unit }: { unit: string }) => `service ${unit}`,
  image: ({ image }: { image: string }) => `image ${image}`,
  network: ({ name }: { name: string }) => `network ${name}`,
  gwbridge: 'network docker_gwbridge (created by the engine)',
  container: ({ name }: { name: string }) => `container ${name}`,
  swarmManager: 'place in the lab’s swarm, as its manager',
  swarmWorker: 'place in the lab’s swarm, as its worker',
  service: ({ name }: { name: string }) => `service ${name} of the lab’s swarm`,
  link: ({ name, vni }: { name: string; vni: number }) => `link ${name} (VXLAN, VNI ${vni})`,
  hasOthers: ({ name, what }: { name: string; what: readonly string[] }) =>
    `${name} has what the lab did not put there and what would go with it: ${what.join(', ')}`,
  hasOthersRemedy:
    'Take it off (bridge fdb del, ovs-vsctl del-port), or agree that it goes: npx overlay-lab reset --include-unowned.',
  linkLeft: 'left: it does not carry the lab’s mark',
  forwarding: ({ link, mac, dst }: { link: string; mac: string; dst: string }) =>
    `forwarding entry on ${link}: ${mac} behind ${dst}`,
  neighbour: ({ link, address, mac }: { link: string; address: string; mac: string }) =>
    `neighbour entry on ${link}: ${address} at ${mac}`,
  route: ({ destination, via }: { destination: string; via: string }) => `route to ${destination} via ${via}`,
  rule: ({ chain, subnet }: { chain: string; subnet: string }) => `rule in ${chain}: accept within ${subnet}`,
  ovsBridge: ({ name }: { name: string }) => `Open vSwitch bridge ${name}`,
  drill: 'a drill that is running',
  ovsPort: ({ name, remote }: { name: string; remote: string }) => `Open vSwitch port ${name} (VXLAN to ${remote})`,
  changeLeft: ({ change, left }: { change: string; left: string }) => `${change} (${left})`,

  // What stays, and what cannot be taken back.
  imageLeft: 'left: nothing shows that the lab created it',
  swarmLeft: 'left: it is in a swarm that the lab did not create',
  directoryLeft: ({ left }: { left: readonly string[] }) => `left, not created by the lab: ${left.join(', ')}`,
  changedSince: ({ path }: { path: string }) => `${path} was changed by someone else after the lab wrote it`,
  changedSinceRemedy: ({ node }: { node: string }) => `Check it on ${node}, correct it by hand, and reset again.`,
  implausible: ({ change }: { change: string }) => `The lab cannot have created this: ${change}`,
  imageForeign: ({ image, users }: { image: string; users: readonly string[] }) =>
    `Image ${image} is used by ${users.join(', ')}, which the lab did not create`,
  imageForeignRemedy: ({ node, names }: { node: string; names: readonly string[] }) =>
    `Remove it on ${node} (docker rm -f ${names.join(' ')}) and reset again, or keep the image.`,
  imageInUse: ({ image, users }: { image: string; users: readonly string[] }) =>
    `Image ${image} is used by ${users.join(', ')}, which could not be undone`,
  imageInUseRemedy: 'Reset again once that is fixed; what was in its way is reported alongside.',
  aContainer: 'a container',
  networkInUse: ({ name, users }: { name: string; users: readonly string[] }) =>
    `Network ${name} is still used by ${users.join(', ')}, not created by the lab`,
  networkInUseRemedy:
    'Remove these containers, or reset with --include-unowned: they are then disconnected from the network.',
  onNode: ({ name, node }: { name: string; node: string }) => `${name} on ${node}`,
  networkElsewhere: ({ name }: { name: string }) => `Network ${name} may still be used on an unreachable node`,
  networkElsewhereRemedy: 'Try again when all nodes are reachable, or reset those that are.',

  // What is wrong with a ledger or a baseline.
  forged: ({ node, things }: { node: string; things: string }) =>
    `The ledger on ${node} was changed by somebody else: it names what this lab cannot have made, which is left as it is: ${things}`,
  newer: ({ node, kinds }: { node: string; kinds: string }) =>
    `A newer version of this app worked on ${node}: its ledger has changes of kinds that this version does not know (${kinds}), and they stay. Reset with that version`,
  lost: ({ node }: { node: string }) =>
    `The ledger on ${node} is gone, but the lab is still there. A reset finds what carries the lab's mark`,
  damaged: ({ node, line, reason }: { node: string; line: number; reason: string }) =>
    `The ledger on ${node} is damaged: line ${line} ${reason}. Everything after it counts as in doubt and is checked before it is trusted`,
  truncated: 'was truncated while being written',
  notRecord: 'is not a record of this version',
  notChained: 'does not match the line before',
  beyond: ({ limit }: { limit: string }) => `is beyond the ${limit} that the app reads of it`,
  some: ({ things, more }: { things: readonly string[]; more: number }) =>
    `${things.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  theBaseline: 'the baseline',
  records: ({ most }: { most: number }) => `${most} records`,
  baselineDamaged: 'The baseline on the node is damaged: what it looked like before is unknown',
  baselineNewer: 'The baseline on the node was written by a newer version of this app, and this one cannot read it',
  baselineNewerRemedy: 'Reset with the version that built the lab, or a newer one.',

  // Its writer on the node.
  diskRemedy: 'Check its disk: dmesg, df -h, and whether sync finishes there.',
  notWritten: ({ why }: { why: string }) => `The ledger could not be written: ${why}`,
  held: ({ holder, seconds }: { holder: string; seconds: string }) =>
    `${holder} is working on this lab (last active ${seconds} s ago)`,
  anotherApp: 'Another app',
  heldRemedy: 'Wait for it to finish, or take over the lab with --take-over: the other app then stops writing.',
  takenOver: 'Another app took over this lab; nothing more is changed from here',
  connectionLost: 'The connection to the ledger was lost',
  writersEnd: "the end of the ledger's writer",
  writerOn: ({ node }: { node: string }) => `The ledger's writer on ${node}`,
  notOursRemedy: ({ node, directory }: { node: string; directory: string }) =>
    `Check it on ${node}: ls -la ${directory}. Move it away, or give the lab another name in its file.`,
};

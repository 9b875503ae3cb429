export const vxlan = {
  // The link.
  linkIs: ({ link, vni, bridge }: { link: string; vni: number; bridge: string }) =>
    `${link}, VNI ${vni}, plugged into ${bridge}`,
  addsLink: ({ link, vni, bridge }: { link: string; vni: number; bridge: string }) =>
    `+ link ${link} (VXLAN, VNI ${vni}) on ${bridge}`,
  plugsLink: ({ link, bridge }: { link: string; bridge: string }) => `~ link ${link}: plugged into ${bridge}, and up`,
  remakesLink: ({ link, vni }: { link: string; vni: number }) =>
    `~ link ${link}: recreated as the lab file has it (VXLAN, VNI ${vni})`,
  linkNotPlugged: ({ link, bridge }: { link: string; bridge: string }) =>
    `${link} is not plugged into ${bridge}, or down`,
  linkOther: ({ link }: { link: string }) => `${link} is not as the lab file has it`,
  linkTaken: ({ node, link }: { node: string; link: string }) =>
    `${node} has a link ${link} that is not the lab's, and is not as the lesson has it`,
  linkTakenRemedy: ({ node, link }: { node: string; link: string }) => `Remove it on ${node}: ip link delete ${link}`,

  // What the links are told.
  told: ({ link }: { link: string }) => `every ${link} knows what is behind the other nodes`,
  noWorkers: 'the workers are not running yet',
  toldNothing: ({ nodes }: { nodes: readonly string[] }) =>
    `${nodes.join(', ')} cannot tell yet what is behind the other nodes`,
  addsForwarding: ({ node, mac, dst }: { node: string; mac: string; dst: string }) =>
    `+ ${node}: forwarding entry, ${mac} behind ${dst}`,
  addsNeighbour: ({ node, address, mac }: { node: string; address: string; mac: string }) =>
    `+ ${node}: neighbour entry, ${address} at ${mac}`,
  addsPeers: ({ link }: { link: string }) => `+ every node: entries on ${link} for the workers of the others`,

  // Where packets are lost.
  unreachableRemedy: 'The link was not told of the other worker: run the step peers again.',
  silentRemedy: 'Silence points to VXLAN: open 4789/udp between the nodes.',
  unknownRemedy: 'Run the step peers again: it enters what is missing.',

  // What preflight asks.
  tooOld: ({ version }: { version: string }) => `engine ${version} has no bridges that a person names and addresses`,
  tooNew: ({ version }: { version: string }) => `engine ${version} no longer has bridges`,
};

interface Switch {
  name: string;
  where: string;
  bridge: string;
}

export const ovs = {
  where: {
    system: 'in the kernel’s datapath',
    netdev: 'in userspace, for this kernel has no datapath of Open vSwitch',
  },

  // The switch.
  switchIs: ({ name, where, bridge }: Switch) => `${name}, ${where}, plugged into ${bridge}`,
  addsSwitch: ({ name, where, bridge }: Switch) => `+ Open vSwitch bridge ${name} (${where}), plugged into ${bridge}`,
  notPlugged: ({ name, bridge }: Switch) => `${name} does not lead all the way from ${bridge} to the other nodes`,
  plugs: ({ name, bridge }: Switch) => `~ ${name}: plugged into ${bridge}, and connected to the underlay`,
  taken: ({ node, name }: { node: string; name: string }) =>
    `${node} has an Open vSwitch bridge ${name} that is not the lab's, and is not as the lesson has it`,
  takenRemedy: ({ node, name }: { node: string; name: string }) => `Remove it on ${node}: ovs-vsctl del-br ${name}`,

  // Its ports.
  noSwitch: 'the Open vSwitch bridge does not exist yet',
  addsPorts: '+ a tunnel port for each other node',
  portsThere: ({ name }: { name: string }) => `${name} has a tunnel port for each other node`,
  portsMissing: ({ node, count }: { node: string; count: number }) =>
    count === 1 ? `${node} lacks a tunnel port` : `${node} lacks ${count} tunnel ports`,
  addsPort: ({ name, remote }: { name: string; remote: string }) => `+ Open vSwitch port ${name}: VXLAN to ${remote}`,
  portTaken: ({ node, name }: { node: string; name: string }) =>
    `${node} has an Open vSwitch port ${name} that is not the lab's, and is not as the lesson has it`,
  portTakenRemedy: ({ node, name }: { node: string; name: string }) =>
    `Remove it on ${node}: ovs-vsctl del-port ${name}`,

  // Where packets are lost.
  unreachableRemedy: 'A switch has no tunnel port to the other node: run the step ports again.',
  silentRemedy: 'Silence points to VXLAN: open 4789/udp between the nodes.',
  unknownRemedy: 'Run the step ports again, then ping: the switch learns from what arrives.',

  // What preflight asks.
  tooOld: ({ version }: { version: string }) => `engine ${version} has no bridges that a person names and addresses`,
  tooNew: ({ version }: { version: string }) => `engine ${version} no longer has bridges`,
  here: ({ where }: { where: string }) => `Open vSwitch is running, ${where}`,
  notInstalled: 'Open vSwitch is not installed',
  notInstalledRemedy:
    'Install it on the node: apt-get install openvswitch-switch. A node without internet needs the package from elsewhere; a practice lab has it.',
  stopped: ({ node }: { node: string }) => `Open vSwitch is not running on ${node}`,
  stoppedRemedy: 'Start it: systemctl start openvswitch-switch',
};

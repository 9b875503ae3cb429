/** The machines themselves, and how they are reached. */
export const machineFailures = {
  26: {
    title: 'Nodes with the same host name lose each other',
    see: 'Workers reach each other only at times; the journal mentions a name conflict.',
    why: 'Gossip (serf) identifies its members by host name. Two machines with the same name keep replacing each other.',
    check: 'On every node: the names must differ.',
    remedy: 'Give each node a unique name, and restart its engine.',
  },
  27: {
    title: 'ID duplicated: a machine was cloned',
    see: 'A classic Swarm manager says "ID duplicated", and one of two nodes is left out.',
    why: 'The virtual machine was cloned after Docker had started once: both engines have the same identity.',
    check: 'On every node: the IDs must differ.',
    remedy: 'On the clone: move the key away and restart the engine, which creates a new one.',
  },
  29: {
    title: 'All nodes have the address 10.0.2.15 (VirtualBox)',
    see: 'Every node says that its address is 10.0.2.15, and none reaches another one.',
    why: 'The first network card of a VirtualBox or Vagrant machine is on a private NAT network, which is the same in each machine.',
    check: 'Look for a second interface, often 192.168.56.x, and ping the other machine’s address on it.',
    remedy:
      'Give each machine a host-only or internal network in VirtualBox, and use the addresses of that card in the lab file.',
  },
  44: {
    title: 'SSH drops connections under load',
    see: 'Connections end with "kex_exchange_identification: Connection closed by remote host" when many are opened at once.',
    why: 'sshd refuses unauthenticated connections beyond MaxStartups and sessions beyond MaxSessions. Programs that open one connection per request soon hit these limits.',
    check: 'See the limits in effect, and what sshd logged.',
    remedy:
      'The app uses one connection per node, and a second one while terminals are open on it. For other programs: share one connection (ControlMaster), or raise the limits in sshd_config and reload it.',
  },
  53: {
    title: 'A node does not answer over SSH',
    see: 'A run, a look, or a terminal says that the node is unreachable, or that it refused to let the app in.',
    why: 'The machine is off, its address or port has changed, its sshd does not run, or something on the way drops the connection. Nothing on it can be looked at until that works.',
    check: 'Connect as the lab file says, with every step shown.',
    remedy: 'Start the machine, or correct host, port, user, or key in the lab file. Then look again.',
  },
  54: {
    title: 'The link with the node’s address is down',
    see: 'The node reaches no other node, and none reaches it; SSH may still work on another link.',
    why: 'Somebody turned the interface off, or its cable or switch is gone: everything between the nodes travels over it.',
    check: 'The link with the address from the lab file must say "state UP".',
    remedy: 'Turn it on again, with the name of your interface.',
  },
  55: {
    title: 'A disk is full',
    see: '"no space left on device", in any step; etcd or Docker may stop, or refuse to write.',
    why: 'Docker, etcd, and the app’s own ledger must write before anything is changed; none of them works without space.',
    check: 'Look at space and at inodes: either can run out.',
    remedy: 'Remove what is not needed; Docker’s own leftovers are often most of it.',
  },
  56: {
    title: 'The clocks of the nodes differ',
    see: 'Logs of two nodes do not fit together; certificates "are not valid yet"; an entry in the store expires too early.',
    why: 'A machine was paused, or has no time service. etcd’s leases and swarm’s certificates depend on the time.',
    check: 'Compare the time on all nodes.',
    remedy: 'Let a time service set the clock.',
  },
  59: {
    title: 'Another program holds a port of the lab',
    see: '"bind: address already in use", when etcd, Docker, or a tunnel starts.',
    why: 'A port has one owner: 2379 and 2380 belong to etcd, 2377 to a swarm’s manager, 4789 to VXLAN.',
    check: 'See who has it.',
    remedy: 'Stop that program, then run the lab again. If it is an etcd of your own, stop it as you started it.',
  },
};

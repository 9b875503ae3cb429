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
};

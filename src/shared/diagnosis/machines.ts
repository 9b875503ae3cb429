import { action, type Diagnosis } from './diagnosis.ts';

/** The machines themselves, and how they are reached. */
export const machineRows: Diagnosis[] = [
  {
    number: 26,
    title: 'Nodes with the same host name lose each other',
    see: 'Workers reach each other only at times; the journal mentions a name conflict.',
    why: 'Gossip (serf) identifies its members by host name. Two machines with the same name keep replacing each other.',
    check: action('On every node: the names must differ.', 'hostname'),
    remedy: action(
      'Give each node a unique name, and restart its engine.',
      'hostnamectl set-hostname node2',
      'systemctl restart docker',
    ),
    sources: ['classicswarm#1573'],
  },
  {
    number: 27,
    title: 'ID duplicated: a machine was cloned',
    see: 'A classic Swarm manager says "ID duplicated", and one of two nodes is left out.',
    why: 'The virtual machine was cloned after Docker had started once: both engines have the same identity.',
    check: action('On every node: the IDs must differ.', "docker info --format '{{.ID}}'"),
    remedy: action(
      'On the clone: move the key away and restart the engine, which creates a new one.',
      'mv /etc/docker/key.json /etc/docker/key.json.old',
      'systemctl restart docker',
    ),
    sources: ['classicswarm#362', 'classicswarm#1467'],
  },
  {
    number: 29,
    title: 'All nodes have the address 10.0.2.15 (VirtualBox)',
    see: 'Every node says that its address is 10.0.2.15, and none reaches another one.',
    why: 'The first network card of a VirtualBox or Vagrant machine is on a private NAT network, which is the same in each machine.',
    check: action(
      'Look for a second interface, often 192.168.56.x, and ping the other machine’s address on it.',
      'ip -br addr',
      'OTHER=192.168.56.11; ping -c 2 $OTHER',
    ),
    remedy: action(
      'Give each machine a host-only or internal network in VirtualBox, and use the addresses of that card in the lab file.',
      'ip -br addr',
      'npx overlay-lab check',
    ),
    sources: ['vagrant#6456'],
  },
  {
    number: 44,
    title: 'SSH drops connections under load',
    see: 'Connections end with "kex_exchange_identification: Connection closed by remote host" when many are opened at once.',
    why: 'sshd refuses unauthenticated connections beyond MaxStartups and sessions beyond MaxSessions. Programs that open one connection per request soon hit these limits.',
    check: action(
      'See the limits in effect, and what sshd logged.',
      "sshd -T | grep -iE 'maxstartups|maxsessions'",
      "journalctl -u ssh --no-pager | grep -iE 'maxstartups|refused' | tail -5",
    ),
    remedy: action(
      'The app uses one connection per node, and a second one while terminals are open on it. For other programs: share one connection (ControlMaster), or raise the limits in sshd_config and reload it.',
      "printf 'MaxStartups 30:30:100\\nMaxSessions 30\\n' > /etc/ssh/sshd_config.d/many.conf",
      'sshd -t && systemctl reload ssh',
    ),
    sources: ['compose#10117', 'docker-modem#102'],
  },
];

export const swarm = {
  networksLate: ({ nodes }: { nodes: readonly string[] }) =>
    `the networks of the swarm are not on ${nodes.join(', ')} yet`,
  notComplete: ({ seconds, why }: { seconds: number; why: string }) =>
    `The swarm was not complete within ${seconds} s: ${why}`,
  notCompleteRemedy: ({ port, dataPort }: { port: number; dataPort: number }) =>
    `Open ${port}/tcp, 7946 tcp and udp and ${dataPort}/udp between the nodes, then run again.`,
  otherSwarm: ({ node, managers }: { node: string; managers: readonly string[] }) =>
    `${node} is in a swarm that is not the lab's (its managers: ${managers.join(', ')})`,
  noneAnswers: 'none answers',
  leaveManagerRemedy:
    'It is a manager there: its services and overlay networks stop, and secrets and configs are lost unless another manager has them. If you want that: docker swarm leave --force. Otherwise choose another node.',
  leaveWorkerRemedy:
    'If it may leave: docker swarm leave. Services of that swarm that run here stop. Otherwise choose another node.',
  complete: ({ count, manager }: { count: number; manager: string }) =>
    `one swarm of ${count} nodes; ${manager} is its manager`,
  notIn: ({ nodes }: { nodes: readonly string[] }) => `${nodes.join(', ')} not in the swarm yet`,
  noSwarm: 'no swarm yet',
  addsManager: ({ node, port }: { node: string; port: number }) => `+ ${node}: manager of a new swarm, port ${port}`,
  addsMember: ({ node, manager }: { node: string; manager: string }) => `+ ${node}: member of the swarm of ${manager}`,
  addsMemberAgain: ({ node, manager }: { node: string; manager: string }) =>
    `+ ${node}: member of the swarm of ${manager}, after leaving the lab’s earlier one`,
  addsNetworks: ({ dataPort }: { dataPort: number }) =>
    `+ every node: networks ingress and docker_gwbridge, created by the engine; ports 7946 and ${dataPort}`,
  otherDataPort: ({ port, wanted }: { port: number; wanted: number }) =>
    `the swarm sends its packets to port ${port}, and the lab file says ${wanted}`,
  otherPool: ({ pools, wanted }: { pools: readonly string[]; wanted: string }) =>
    `the swarm takes its networks from ${pools.join(', ') || 'the engine’s own range'}, and the lab file says ${wanted}`,
  madeOtherwiseRemedy:
    'A swarm is told this only when it is created. Undo the step Swarm (or reset the lab), then run again; or change the lab file.',
  madeManager: ({ node }: { node: string }) => `${node} was made a manager of a swarm that the lab did not create`,
  madeManagerRemedy: ({ node }: { node: string }) =>
    `On another manager of it: docker node demote ${node}. Then reset again; or reset with --include-unowned, which leaves that swarm all the same.`,

  // Others' things in the lab's swarm.
  noQuorum: ({ node }: { node: string }) => `${node} cannot tell: it has no quorum of managers`,
  unreadable: ({ why }: { why: string }) => `What else is in the lab's swarm could not be read: ${why}`,
  unreadableRemedy: 'Try again; or reset with --include-unowned, which discards what others put there.',
  lost: ({ things }: { things: readonly string[] }) => `${things.join(', ')}: lost with the lab's swarm.`,
  othersIn: ({ things }: { things: readonly string[] }) =>
    `The lab's swarm also holds what the lab did not create and would be lost with it: ${things.join(', ')}`,
  othersInRemedy:
    'Remove these yourself on the manager and reset again; or reset with --include-unowned, which discards what others put there.',
  network: ({ name }: { name: string }) => `network ${name}`,
  service: ({ name }: { name: string }) => `service ${name}`,
  secret: ({ name }: { name: string }) => `secret ${name}`,
  config: ({ name }: { name: string }) => `config ${name}`,
  node: ({ name }: { name: string }) => `node ${name}`,

  // After leaving.
  unproved: ({ node }: { node: string }) =>
    `${node} has left the lab's swarm; its ledger is gone, so what it looked like before is unknown`,
  unprovedRemedy: ({ node }: { node: string }) =>
    `Check what is left on ${node}: docker network ls (docker_gwbridge), ls /var/run/docker/netns. Restarting Docker clears the namespaces.`,
  staysUntilRestart: ({ left, node, trouble }: { left: readonly string[]; node: string; trouble: string }) =>
    `${left.join(', ')} stay on ${node} until Docker restarts, which would fail: ${trouble}`,
  staysRemedy: ({ remedy }: { remedy: string }) => `${remedy} Then reset again.`,
  theSwarm: 'the swarm',

  // What the engines share.
  keepsStore: ({ managers, members, count }: { managers: number; members: number; count: number }) =>
    `keeps the raft log: ${managers === 1 ? '1 manager' : `${managers} managers`}, ${members} nodes; gossip between ${count} engines`,
  keepsNoStore: ({ count }: { count: number }) =>
    `keeps no raft log and asks the managers; gossip between ${count} engines`,
  noGossip: ({ node, others }: { node: string; others: readonly string[] }) =>
    `${node} has no gossip with ${others.join(', ')} about the lab’s network`,

  // The service.
  addsService: ({ name, count, network }: { name: string; count: number; network: string }) =>
    `+ service ${name}: ${count} tasks on ${network}, found as tasks.${name}`,
  noManagerForService: 'no manager and no network yet',
  serviceTaken: ({ name }: { name: string }) => `Service ${name} is there already, and it is not the lab’s`,
  serviceTakenRemedy: ({ name, node }: { name: string; node: string }) =>
    `If it may go: docker service rm ${name} on ${node}. Otherwise leave out the step service (--skip service).`,
  serviceOther: ({ name }: { name: string }) => `service ${name} is not as the lab makes it`,
  tasksMissing: ({ name, running, wanted }: { name: string; running: number; wanted: number }) =>
    `${running} of ${wanted} tasks of ${name} are running`,
  waitsForTasks: ({ name, wanted }: { name: string; wanted: number }) =>
    `waits until the ${wanted} tasks of ${name} are running`,
  tasksRun: ({ name, wanted, count }: { name: string; wanted: number; count: number }) =>
    `${wanted} tasks of ${name} are running on ${count === 1 ? '1 node' : `${count} nodes`}; tasks.${name} names them`,
  tasksLate: ({ name, seconds, why }: { name: string; seconds: number; why: string }) =>
    `The tasks of ${name} were not running and known within ${seconds} s${why && `: ${why}`}`,
  tasksLateRemedy: ({ name, node }: { name: string; node: string }) =>
    `On ${node}: docker service ps --no-trunc ${name}`,
  noIpvs: ({ node }: { node: string }) =>
    `The kernel of ${node} has no IPVS, so a virtual IP for a service, and its published ports, would lead nowhere. The service has none (--endpoint-mode dnsrr): its name stands for the addresses of its tasks.`,

  // What preflight asks.
  tooOld: ({ version }: { version: string }) => `engine ${version} has no swarm networks that containers can join`,
  tooNew: ({ version }: { version: string }) => `engine ${version} no longer has swarm mode`,
  hasStore: ({ store }: { store: string }) =>
    `the engine has the cluster store ${store}, which keeps it from joining a swarm`,
  hasStoreRemedy:
    'Remove cluster-store and cluster-advertise from /etc/docker/daemon.json, or reset the lab that set them; then: systemctl restart docker',
  noDataPort: ({ version }: { version: string }) =>
    `engine ${version} knows no other port for packets between the nodes than 4789`,
  noDataPortRemedy: 'Leave dataPathPort out of the lab file, or use Docker 19.03 or later.',
  liveRestore: 'live-restore is on, which keeps an engine from joining a swarm',
  liveRestoreRemedy: 'Turn it off in /etc/docker/daemon.json ("live-restore": false), then: systemctl reload docker',
};

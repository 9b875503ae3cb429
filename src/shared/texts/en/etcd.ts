export const etcd = {
  // The engine's store.
  otherStore: ({ store, wanted }: { store: string; wanted: string }) => `its store is ${store}, not ${wanted}`,
  noStore: 'it has no cluster store yet',
  none: 'none',
  storeChanges: ({ from, to }: { from: string; to: string }) => `~ cluster-store: ${from} → ${to}`,
  advertiseChanges: ({ from, to }: { from: string; to: string }) => `~ cluster-advertise: ${from} → ${to}`,
  restarts: '! docker is restarted',
  store: ({ store }: { store: string }) => `store ${store}`,
  storeUnknown: ({ store, why }: { store: string; why: string }) =>
    `its store is ${store}; whether it is reachable is unknown: ${why}`,
  storeUnreached: ({ store }: { store: string }) => `its store is ${store}, but it cannot reach it`,
  cameBackWith: ({ store }: { store: string }) => `the engine came back, but its store is ${store}`,
  cameBackWithout: ({ store }: { store: string }) => `the engine came back, but cannot reach its store ${store}`,
  restored: 'The previous configuration was restored and the engine runs again',
  restoredInVain: 'The previous configuration was restored, but the engine does not run with it either',
  rolledBackProxy: ({ node, trouble, end }: { node: string; trouble: string; end: string }) =>
    `${node}: ${trouble}. ${end}.`,
  rolledBack: ({ node, said, end }: { node: string; said: readonly string[]; end: string }) =>
    `The engine of ${node} did not start with the cluster store: ${said.filter(Boolean).join(': ')}. ${end}.`,
  rolledBackRemedy: ({ node }: { node: string }) => `Check it on ${node}: journalctl -u docker -n 50`,
  notMergeable: ({ path, node }: { path: string; node: string }) =>
    `${path} on ${node} is not a JSON object, so nothing can be merged into it`,
  notMergeableRemedy: 'Fix it by hand (or move it away) and run again.',
  databaseRecreated: ({ node, left }: { node: string; left: readonly string[] }) =>
    `${node}: the engine's network database is recreated; it still contains ${left.join(', ')}.`,
  sandboxKept: ({ node, left }: { node: string; left: readonly string[] }) =>
    `The engine of ${node} keeps ${left.join(', ')}, a sandbox of an overlay that is no longer in any store, and recreates it at every start`,
  sandboxKeptRemedy: ({
    node,
    notes,
    sandboxes,
    others,
  }: {
    node: string;
    notes: string;
    sandboxes: string;
    others: readonly string[];
  }) =>
    `It does no harm. To remove it on ${node}: systemctl stop docker.socket docker; rm ${notes}; umount ${sandboxes}; rm ${sandboxes}; systemctl start docker.socket docker.${others.length > 0 ? ` That also removes these networks, which have to be created again: ${others.join(', ')}.` : ''}`,

  // Others' networks in the store.
  network: ({ name }: { name: string }) => `network ${name}`,
  networkUsed: ({ name, users }: { name: string; users: readonly string[] }) =>
    `network ${name} (used by ${users.join(', ')})`,
  user: ({ name, node }: { name: string; node: string }) => `${name} on ${node}`,
  networkRemoved: ({ network }: { network: string }) =>
    `${network}: disconnected and removed, because it is in the lab's store; containers are kept.`,
  othersInStore: ({ networks }: { networks: readonly string[] }) =>
    `The lab's store also holds what the lab did not create and would be lost with it: ${networks.join('; ')}`,
  othersInStoreRemedy: ({ commands }: { commands: readonly string[] }) =>
    `Remove it yourself (${commands.join('; ')}) and reset again; or reset with --include-unowned, which does the same. The containers are kept.`,
  onNode: ({ node, command }: { node: string; command: string }) => `on ${node}: ${command}`,

  // The members.
  healthy: ({ count, access }: { count: number; access: string }) =>
    `${count} ${count === 1 ? 'member' : 'members'} healthy, v2 API on, ${access}`,
  openToStrangers: 'open to strangers',
  onlyNodes: 'only the lab’s nodes have access',
  noneAnswers: 'no member answers yet',
  addsMember: ({ node, unit, client, peer }: { node: string; unit: string; client: number; peer: number }) =>
    `+ ${node}: service ${unit}, its own data directory, ports ${client} and ${peer}`,
  addsGuard: ({ node, from }: { node: string; from: readonly string[] }) =>
    `+ ${node}: firewall rules while the lab’s unit runs: ports 2379, 2380, 7946 and 4789 only from ${from.join(', ')}`,
  notHealthy: ({ seconds, reasons }: { seconds: number; reasons: readonly string[] }) =>
    `The members did not become healthy within ${seconds} s. ${reasons.join('; ')}`,
  foreignEtcd: ({ node }: { node: string }) =>
    `${node} runs a manually started etcd that is not a healthy member of this lab`,
  foreignEtcdRemedy:
    'Stop it (Ctrl-C where it was started, or pkill etcd), or start it again with the commands of this step.',
  ofNode: ({ node, reason }: { node: string; reason: string }) => `${node}: ${reason}`,
  noEtcdRemedy: 'Install etcd 2.2 to 3.5, or give a release with --etcd-archive and --etcd-sha256.',
  fromScratch: 'A member cannot continue with its data, or has none: all of them start from scratch.',
  keptAlone: ({ node }: { node: string }) =>
    `etcd has no quorum; ${node} alone keeps its data until everything is undone.`,
  noQuorum: ({ member, from }: { member: string; from: string }) => `${member} has no quorum, asked from ${from}`,
  noQuorumRemedy: 'More than half of the members must run; of two that means both. Start those that are stopped.',
  noV2: ({ member }: { member: string }) => `${member} does not answer the v2 API`,
  noV2Remedy: 'Start etcd with --enable-v2 (3.4 and 3.5), or use an older release.',
  notReached: ({
    member,
    from,
    address,
    port,
    why,
  }: {
    member: string;
    from: string;
    address: string;
    port: number;
    why: string;
  }) => `${member} does not answer ${from} on ${address}:${port}: ${why}`,
  notReachedRemedy: ({ port }: { port: number }) => `Open ${port} and 2380/tcp between the nodes.`,
  knowsSome: ({ member, known, all }: { member: string; known: number; all: number }) =>
    `${member} knows ${known} of ${all} members`,
  knowsSomeRemedy: 'The members are not one cluster: reset etcd on all of them, then start them together.',
  advertisesLocal: ({ url }: { url: string }) => `a member advertises ${url}, which other nodes cannot reach`,
  advertisesLocalRemedy: 'Advertise the node’s own address: -advertise-client-urls http://ADDRESS:2379',
  keyNotAccepted: ({ node, key, status }: { node: string; key: string; status: number }) =>
    `etcd on ${node} did not accept ${key}: status ${status}`,
  keyNotAcceptedRemedy: 'Reset the lab: what its engines had in the store could not be moved to the new one.',
  dataLost: ({ node, path }: { node: string; path: string }) =>
    `the data of etcd on ${node} were removed from ${path} while it is running: it cannot start again with them`,
  dataLostRemedy: 'Run the step etcd again: the members then start from scratch.',
  typedDataLostRemedy: ({ node }: { node: string }) =>
    `Its store is lost with them. On ${node}: pkill -x etcd. Then reset the lab with “also what was typed”, and start again.`,
  guardUntested: ({ node, why }: { node: string; why: string }) =>
    `whether etcd on ${node} is open to more than the lab’s nodes could not be tested: ${why}`,
  guardUntestedRemedy: 'Install perl and iptables: apt install perl-base iptables',
  open: ({ ports, node, address }: { ports: readonly string[]; node: string; address: string }) =>
    `${ports.join(', ')}/tcp on ${node} are open to every host that can reach ${address}; etcd and the engine’s gossip there need no password`,
  unguarded: ({ node }: { node: string }) =>
    `nothing guards the engine’s ports on ${node}, which has no member of etcd`,
  openRemedy: 'Run the step etcd again.',
  openNotOurs: ({ open }: { open: string }) => `${open}, and the lab did not start this etcd`,
  openWithoutMember: ({ open }: { open: string }) => `${open}, and the lab did not open them`,
  openNotOursRemedy: 'Stop it and run the step etcd: the lab’s own etcd admits only its nodes.',

  // What preflight asks.
  tooOld: ({ version }: { version: string }) => `engine ${version} has no overlay driver yet`,
  tooNew: ({ version }: { version: string }) => `engine ${version} no longer has --cluster-store (removed in 23.0)`,
  swarmMode: ({ state }: { state: string }) => `swarm mode is ${state}`,
  leaveManagerRemedy:
    'Leave it first: docker swarm leave --force. This node is a manager: its services and overlay networks stop, and secrets and configs of the swarm are lost unless another manager has them.',
  leaveWorkerRemedy: 'Leave it first: docker swarm leave. Services of the swarm that run on this node stop.',

  // A release of etcd.
  uploading: ({ node }: { node: string }) => `uploading etcd to ${node}`,
  notRelease: ({ archive, why }: { archive: string; why: string }) => `${archive} is not an etcd release: ${why}`,
  notReleaseRemedy: 'Give the .tar.gz of a Linux release, such as etcd-v3.4.23-linux-amd64.tar.gz.',
  otherSum: ({ archive, sum, given }: { archive: string; sum: string; given: string }) =>
    `${archive} has the SHA-256 ${sum}, not the given ${given}`,
  otherSumRemedy: 'Take the checksum from the SHA256SUMS of the release, and the archive from the same place.',
  aRelease: 'an etcd release',
  aReleaseRemedy: 'Give the .tar.gz of a release; it has 8 to 25 MB.',
  archiveMissing: ({ file }: { file: string }) => `Archive not found: ${file}`,
  serverAnswered: ({ status }: { status: number }) => `the server answered ${status}`,
  tooLarge: 'it is larger than 200 MB',
  notDownloaded: ({ url, why }: { url: string; why: string }) => `${url} could not be downloaded: ${why}`,
  notDownloadedRemedy: 'Download it manually and give the file.',
};

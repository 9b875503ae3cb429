/** Between the engines and their store. */
export const storeFailures = {
  10: {
    title: 'cannot find address space GlobalDefault',
    see: '"docker network create -d overlay" ends with "failed to parse pool request for address space "GlobalDefault" … cannot find address space GlobalDefault (most likely the backing datastore is not configured)".',
    why: 'This engine runs without a cluster store. Often the options are in a file that is not read: systemd ignores DOCKER_OPTS in /etc/default/docker.',
    check: 'Without a "Cluster Store" line the engine has none. Then look at the command that starts it.',
    remedy:
      'Add the two options to /etc/docker/daemon.json on every node, next to what is there, and restart the engine. "run" does this and can undo it.',
  },
  12: {
    title: '100: Key not found …/ipam at the first network',
    see: 'The first "docker network create" after the start ends with "100: Key not found (/docker/network/v1.0/ipam/…)".',
    why: 'The engine asked before etcd had a leader, or before it had written its own first keys.',
    check: 'etcd must report that it is healthy; then see whether the network was created anyway.',
    remedy:
      'Wait until etcd is healthy on every node, check the list, and create the network again only if it is missing.',
  },
  14: {
    title: 'The network is missing on the other node',
    see: '"docker network ls" shows the overlay on one node and not on the other.',
    why: 'The engines do not use the same store: another address, another path, or two etcd clusters that do not know about each other.',
    check: 'On both nodes: compare the store, etcd’s members, and the store’s contents.',
    remedy:
      'Join all members into one etcd cluster and give every engine the same store, then restart the engines. The app does both.',
  },
  15: {
    title: 'The network is listed, but not found when a container starts',
    see: '"docker network ls" shows it; "docker run" says "network id … not found".',
    why: 'The engine’s view of the network is older than the store: the network was removed and recreated in the meantime.',
    check: 'Compare the IDs on all nodes: they must be the same.',
    remedy: 'Restart the engine on the node that differs. Its containers stop for a moment.',
  },
  34: {
    title: 'network not found after a restart of the machine',
    see: 'After a reboot containers on the overlay do not start: "network … not found". The journal has "failed to get networks for scope global".',
    why: 'The engine started before etcd. Without its store it knows no global networks.',
    check: 'See what the engine logged at startup, and which of the two started first.',
    remedy:
      'Let etcd start first (the app’s unit ensures this: Before=docker.service). Now: start etcd, wait until it is healthy, restart the engine.',
  },
};

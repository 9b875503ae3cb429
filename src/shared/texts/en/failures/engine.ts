/** What this Docker can and cannot do. */
export const engineFailures = {
  1: {
    title: 'unknown flag: --cluster-store',
    see: 'The engine does not start. Its journal says "unknown flag: --cluster-store", or reports cluster-store in daemon.json as an unknown option.',
    why: 'Docker 23 removed the cluster store, and with it the overlay networks of this tutorial. Docker 20.10 is the last version that has them.',
    check: 'Check the engine’s version: 1.9 to 20.10 can do the tutorial, 23 and later cannot.',
    remedy:
      'Use a machine with an older engine; a practice lab has one and needs no machine but this one. With a newer engine, use the overlay networks of swarm mode. If the option has already been added, remove it from the file and start the engine again.',
  },
  2: {
    title: 'The engine is in swarm mode',
    see: 'The engine does not start with the cluster store, and its journal says that "--cluster-store and --cluster-advertise daemon configurations are incompatible with swarm mode".',
    why: 'Swarm mode has its own store and network control. An engine uses either that or the tutorial’s external store.',
    check:
      '"active" means that the engine belongs to a swarm; "inactive" is what the tutorial needs. Also check its role and what runs in the swarm.',
    remedy:
      'Only if nobody needs the swarm: let the node leave it. Its services on this node stop. A manager leaves only with --force, and with the last manager the swarm is gone for good.',
  },
  36: {
    title: 'Connections drop when the engine restarts (live-restore)',
    see: 'Containers keep running while the engine restarts, but those on the overlay lose contact with the others and do not regain it.',
    why: 'With live-restore the engine takes over containers that it did not start. For overlay networks with an external store it does not rebuild everything they need.',
    check: 'true means that live-restore is on.',
    remedy:
      'Leave it on if your own containers need it, and restart those on the overlay after each engine restart. On a machine that is used only as a lab, set "live-restore" to false in daemon.json, and restart the engine.',
  },
  43: {
    title: 'toomanyrequests: the registry’s pull limit',
    see: '"docker pull" or "docker run" ends with "toomanyrequests: You have reached your pull rate limit".',
    why: 'A public registry counts pulls per internet address, and a whole class behind one router shares one address.',
    check: 'Pull the image again and read the whole message; also see which images are already there.',
    remedy:
      'Pull once on one machine and copy the image to the others. The app itself pulls nothing: it builds the worker image on the node, from the node’s own programs.',
  },
};

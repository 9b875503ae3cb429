/** Which engine a node has, how it fares, and what else is in its store. */
export const engineStateFailures = {
  45: {
    title: "Others' networks in the lab's store",
    see: 'A reset is refused: "The lab\'s store also holds what the lab did not create and would be lost with it".',
    why: "An overlay network lives in the cluster store, not in an engine. When the lab's etcd is removed, all networks in it are lost, and containers on them stop.",
    check: 'List the networks in the store, and the containers on one of them.',
    remedy:
      'Disconnect the containers and remove the network while the store is still there; or reset with --include-unowned, which does the same. The containers are kept.',
  },
  46: {
    title: 'docker.service failed, or was started too often',
    see: '"Start request repeated too quickly", or "Job for docker.service failed".',
    why: 'systemd gives up on a service that is started more than a few times per minute (three on Debian), even if each start succeeded. It then refuses every further start until the counter is reset.',
    check: 'See how it ended, and what it logged.',
    remedy: 'Fix what the journal reports, if anything; then reset the counter and start it.',
  },
  47: {
    title: 'docker.service is masked',
    see: '"Unit docker.service is masked" at every start.',
    why: "The unit was linked to /dev/null, by a person or by a package's removal, so nothing can start it.",
    check: 'Check whether it is masked.',
    remedy: 'Unmask it and start it.',
  },
  48: {
    title: 'Docker is stopped',
    see: '"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"',
    why: 'docker.service was stopped, and its socket with it; if only the socket is stopped, the service keeps running and cannot be reached after its next start.',
    check: 'Check both.',
    remedy: 'Start both.',
  },
  49: {
    title: 'Docker accepts connections but does not answer',
    see: 'Every docker command waits forever; its socket is there.',
    why: 'Its process was stopped by a signal or is deadlocked, or its socket was removed or replaced while it was running.',
    check: 'Check whether the process is stopped (State: T), and which program is listening.',
    remedy: 'Continue a stopped process; otherwise restart it.',
  },
  50: {
    title: 'Something other than docker.service answers as Docker',
    see: 'A snap, Podman, rootless Docker, another unit, or a dockerd that was started manually.',
    why: 'The lab writes /etc/docker/daemon.json or a drop-in of docker.service and restarts that. A snap reads neither, Podman has no cluster store, a rootless engine cannot create the links of an overlay.',
    check: 'See which program is listening, and in which unit it runs.',
    remedy: "Stop the other one and use the system's own.",
  },
  51: {
    title: 'Docker reaches etcd through a proxy',
    see: "A bare 500 when a network is created; etcd's own tools work.",
    why: "HTTP_PROXY in docker.service's environment is meant for pulling images, but applies to the cluster store too, and the proxy does not reach the nodes.",
    check: 'See the environment of the running engine.',
    remedy: "Exclude the nodes' addresses, in a drop-in that comes last. Replace NODE1 and NODE2 with your nodes.",
  },
  52: {
    title: 'daemon.json is not JSON that Docker can read',
    see: '"unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character".',
    why: 'Docker accepts no comments, no comma after the last entry, and no byte order mark, which some editors put before the first character.',
    check: 'Parse it as Docker does; the error names line and column.',
    remedy: 'Fix the line. This removes a byte order mark (ef bb bf):',
  },
};

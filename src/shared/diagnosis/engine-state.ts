import { action, type Diagnosis } from './diagnosis.ts';

/** Which engine a node has, how it fares, and what else is in its store. */
export const engineStateRows: readonly Diagnosis[] = [
  {
    number: 45,
    title: "Others' networks in the lab's store",
    see: 'A reset is refused: "The lab\'s store also holds what the lab did not create and would be lost with it".',
    why: "An overlay network lives in the cluster store, not in an engine. When the lab's etcd is removed, all networks in it are lost, and containers on them stop.",
    check: action(
      'List the networks in the store, and the containers on one of them.',
      'docker network ls --filter driver=overlay',
      'docker ps -a --filter network=NETWORK',
    ),
    remedy: action(
      'Disconnect the containers and remove the network while the store is still there; or reset with --include-unowned, which does the same. The containers are kept.',
      'docker network disconnect -f NETWORK CONTAINER',
      'docker network rm NETWORK',
    ),
    sources: ['libnetwork#651'],
  },
  {
    number: 46,
    title: 'docker.service failed, or was started too often',
    see: '"Start request repeated too quickly", or "Job for docker.service failed".',
    why: 'systemd gives up on a service that is started more than a few times per minute (three on Debian), even if each start succeeded. It then refuses every further start until the counter is reset.',
    check: action(
      'See how it ended, and what it logged.',
      'systemctl show docker -p Result -p ActiveState',
      'journalctl -u docker -n 50 --no-pager',
    ),
    remedy: action(
      'Fix what the journal reports, if anything; then reset the counter and start it.',
      'systemctl reset-failed docker.service docker.socket',
      'systemctl start docker.socket docker',
    ),
    sources: ['moby#22339'],
  },
  {
    number: 47,
    title: 'docker.service is masked',
    see: '"Unit docker.service is masked" at every start.',
    why: "The unit was linked to /dev/null, by a person or by a package's removal, so nothing can start it.",
    check: action('Check whether it is masked.', 'systemctl is-enabled docker.service docker.socket'),
    remedy: action(
      'Unmask it and start it.',
      'systemctl unmask docker.service docker.socket',
      'systemctl start docker.socket docker',
    ),
    sources: [],
  },
  {
    number: 48,
    title: 'Docker is stopped',
    see: '"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"',
    why: 'docker.service was stopped, and its socket with it; if only the socket is stopped, the service keeps running and cannot be reached after its next start.',
    check: action('Check both.', 'systemctl is-active docker.service docker.socket'),
    remedy: action('Start both.', 'systemctl start docker.socket docker'),
    sources: [],
  },
  {
    number: 49,
    title: 'Docker accepts connections but does not answer',
    see: 'Every docker command waits forever; its socket is there.',
    why: 'Its process was stopped by a signal or is deadlocked, or its socket was removed or replaced while it was running.',
    check: action(
      'Check whether the process is stopped (State: T), and which program is listening.',
      'grep State /proc/$(pidof -s dockerd)/status',
      'ss -lxp | grep docker.sock',
    ),
    remedy: action(
      'Continue a stopped process; otherwise restart it.',
      'kill -CONT $(pidof dockerd)',
      'systemctl restart docker',
    ),
    sources: ['moby#30680'],
  },
  {
    number: 50,
    title: 'Something other than docker.service answers as Docker',
    see: 'A snap, Podman, rootless Docker, another unit, or a dockerd that was started manually.',
    why: 'The lab writes /etc/docker/daemon.json or a drop-in of docker.service and restarts that. A snap reads neither, Podman has no cluster store, a rootless engine cannot create the links of an overlay.',
    check: action(
      'See which program is listening, and in which unit it runs.',
      'ss -lxp | grep docker.sock',
      'systemctl status $(pidof -s dockerd) --no-pager',
    ),
    remedy: action(
      "Stop the other one and use the system's own.",
      'apt-get install docker.io',
      'systemctl start docker.socket docker',
    ),
    sources: ['docker-snap#39'],
  },
  {
    number: 51,
    title: 'Docker reaches etcd through a proxy',
    see: "A bare 500 when a network is created; etcd's own tools work.",
    why: "HTTP_PROXY in docker.service's environment is meant for pulling images, but applies to the cluster store too, and the proxy does not reach the nodes.",
    check: action(
      'See the environment of the running engine.',
      "tr '\\0' '\\n' < /proc/$(pidof -s dockerd)/environ | grep -i proxy",
    ),
    remedy: action(
      "Exclude the nodes' addresses, in a drop-in that comes last. Replace NODE1 and NODE2 with your nodes.",
      'mkdir -p /etc/systemd/system/docker.service.d',
      'printf \'[Service]\\nEnvironment="NO_PROXY=localhost,127.0.0.1,NODE1,NODE2"\\n\' > /etc/systemd/system/docker.service.d/zz-no-proxy.conf',
      'systemctl daemon-reload',
      'systemctl restart docker',
    ),
    sources: ['moby#23666'],
  },
  {
    number: 52,
    title: 'daemon.json is not JSON that Docker can read',
    see: '"unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character".',
    why: 'Docker accepts no comments, no comma after the last entry, and no byte order mark, which some editors put before the first character.',
    check: action(
      'Parse it as Docker does; the error names line and column.',
      'python3 -m json.tool /etc/docker/daemon.json',
      'head -c 3 /etc/docker/daemon.json | od -An -tx1',
    ),
    remedy: action(
      'Fix the line. This removes a byte order mark (ef bb bf):',
      "sed -i '1s/^\\xEF\\xBB\\xBF//' /etc/docker/daemon.json",
    ),
    sources: ['moby#44777'],
  },
];

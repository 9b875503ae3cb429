import { describe, expect, it, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { english } from '../texts/text.ts';
import { findMistake, mistakeRules } from './find-mistake.ts';
import { lastCommand } from './last-command.ts';
import type { TypedLab } from './mistake.ts';

const addresses = { node1: '192.168.236.130', node2: '192.168.236.131' };
const nodes = Object.entries(addresses).map(([name, address]) => ({ name, address }));
const etcd = (name: string, address: string) =>
  `etcd -name ${name} \\\n  -initial-advertise-peer-urls http://${address}:2380 -enable-v2`;
const labOn = (track: 'etcd' | 'swarm'): TypedLab => ({
  ...{ track, network: 'myapp', nodes },
  lines: [
    ...nodes.flatMap(({ name: node, address }, at) => [
      { step: 'etcd', node, command: etcd(node, address) },
      { step: 'daemon', node, command: 'service docker stop' },
      { step: 'daemon', node, command: `dockerd --cluster-store=etcd://${address}:2379` },
      {
        ...{ step: 'workers', node },
        command: `docker run -itd --name=worker-${at + 1} --net=myapp overlay-lab/worker:1`,
      },
      { step: 'ping', node, command: `docker exec worker-${at + 1} ping -c 4 worker-${2 - at}` },
    ]),
    {
      ...{ step: 'network', node: 'node1' },
      command: `docker network create -d overlay ${track === 'swarm' ? '--attachable ' : ''}myapp`,
    },
    { step: 'iperf-native', node: 'node1', command: 'iperf -s' },
    { step: 'iperf-native', node: 'node2', command: 'iperf -c 192.168.236.130' },
    { step: 'iperf-overlay', node: 'node1', command: 'docker exec -it worker-1 iperf -s' },
    { step: 'iperf-overlay', node: 'node2', command: 'docker exec -it worker-2 iperf -c worker-1' },
  ],
});

type Where = { node?: string; track?: 'etcd' | 'swarm' };
const find = (command: string, output: string, { node = 'node1', track = 'etcd' }: Where = {}) =>
  findMistake({ node, command, output }, labOn(track));
const waysOf = (mistake: ReturnType<typeof find>) =>
  mistake?.ways.map((way) => ('step' in way ? `part ${way.step}` : `${way.node}: ${way.command}`));

const id64 = '5'.repeat(64);
const create = 'docker network create -d overlay myapp';
const noManager =
  'Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';
const initialized = 'Swarm initialized: current node (420o5en9fujk8ipjnsgpcpcrq) is now a manager.\n\nTo add a worker';
const refused = 'docker: Error response from daemon: Get "https://registry-1.docker.io/v2/": connection refused.';

/** As etcd 3.4.23, dockerd and docker 20.10.24, busybox and iperf 2 print it. */
const cases: [id: string, command: string, output: string, ways: string[], where?: Where][] = [
  ['no-store', create, noManager, ['part daemon']],
  ['no-store', create, noManager, ['part swarm'], { track: 'swarm' }],
  ['no-store', create, 'Error response from daemon: datastore for scope "global" is not initialized', ['part daemon']],
  [
    'worker-of-swarm',
    'docker network create -d overlay --attachable myapp',
    "Error response from daemon: This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.",
    ['node1: docker network create -d overlay --attachable myapp'],
    { node: 'node2', track: 'swarm' },
  ],
  ['swarm-instead', 'docker swarm init', initialized, ['node1: docker swarm leave --force']],
  [
    'swarm-beside-store',
    'dockerd',
    'failed to start daemon: Error starting cluster component: --cluster-store and --cluster-advertise daemon configurations are incompatible with swarm mode',
    ['node1: docker swarm leave --force'],
  ],
  [
    'swarm-already',
    'docker swarm init',
    'Error response from daemon: This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.',
    ['node1: docker swarm leave --force'],
  ],
  [
    'other-address',
    etcd('node2', addresses.node2).replace('\\\n', ''),
    '2026-11-29 19:05:59.629830 C | etcdmain: listen tcp 192.168.236.131:2380: bind: cannot assign requested address',
    [`node1: ${etcd('node1', addresses.node1)}`],
  ],
  [
    'port-taken',
    'etcd --data-dir /tmp/e5',
    '2026-11-29 19:06:17.516158 C | etcdmain: listen tcp 127.0.0.1:2380: bind: address already in use',
    ["node1: ss -ltnp 'sport = :2380'", 'node1: systemctl stop etcd'],
  ],
  [
    'etcd-name',
    'etcd -name nodo1 -initial-cluster x',
    '2026-11-29 19:05:59.895902 C | etcdmain: couldn\'t find local name "nodo1" in the initial cluster configuration',
    [`node1: ${etcd('node1', addresses.node1)}`],
  ],
  [
    'etcd-peer-urls',
    'etcd -name node1 -initial-cluster node1=http://192.168.236.130:2380',
    '2026-11-29 19:06:00.389980 C | etcdmain: --initial-cluster has node1=http://192.168.236.130:2380 but missing from --initial-advertise-peer-urls=http://localhost:2380 (resolved urls: "http://localhost:2380" != "http://192.168.236.130:2380")',
    [`node1: ${etcd('node1', addresses.node1)}`],
  ],
  [
    'unknown-flag',
    'etcd -name node1 -inital-cluster x',
    'flag provided but not defined: -inital-cluster\nUsage:\n\n  etcd [flags]',
    [`node1: ${etcd('node1', addresses.node1)}`],
  ],
  [
    'dockerd-runs',
    'dockerd --cluster-store=etcd://192.168.236.130:2379',
    'failed to start daemon: pid file found, ensure docker is not running or delete /var/run/docker.pid',
    ['node1: service docker stop'],
  ],
  [
    'unknown-flag',
    'dockerd --cluster-stor=etcd://192.168.236.130:2379',
    "Status: unknown flag: --cluster-stor\nSee 'dockerd --help'., Code: 125",
    ['node1: dockerd --cluster-store=etcd://192.168.236.130:2379'],
  ],
  [
    'engine-too-new',
    'docker daemon --cluster-store=etcd://x',
    "unknown flag: --cluster-store\nSee 'docker --help'.",
    ['node1: dockerd --cluster-store=etcd://192.168.236.130:2379'],
  ],
  ['engine-too-new', 'dockerd --cluster-store=etcd://x', "unknown flag: --cluster-store\nSee 'dockerd --help'.", []],
  [
    'advertise-without-store',
    'dockerd --cluster-advertise=192.168.236.130:2375',
    'failed to start daemon: invalid cluster configuration. --cluster-advertise must be accompanied by --cluster-store configuration',
    ['node1: dockerd --cluster-store=etcd://192.168.236.130:2379'],
  ],
  [
    'docker-down',
    'docker ps',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    ['node1: dockerd --cluster-store=etcd://192.168.236.130:2379'],
  ],
  [
    'network-missing',
    'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1',
    'docker: Error response from daemon: network myapp not found.',
    ['part network', 'node1: docker network ls'],
  ],
  [
    'network-there',
    create,
    'Error response from daemon: network with name myapp already exists',
    ['node1: docker network ls'],
  ],
  ['network-otherwise', 'docker network create myapp', id64, ['node1: docker network rm myapp', `node1: ${create}`]],
  [
    'network-otherwise',
    'docker network create -d overlay myap',
    id64,
    ['node1: docker network rm myap', `node1: ${create}`],
  ],
  [
    'network-otherwise',
    create,
    'py4oxodr3v9a8et1v48p21lyd',
    ['node1: docker network rm myapp', 'node1: docker network create -d overlay --attachable myapp'],
    { track: 'swarm' },
  ],
  [
    'image-missing',
    'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1',
    `Unable to find image 'overlay-lab/worker:1' locally\n${refused}`,
    ['part image'],
  ],
  [
    'image-missing',
    'docker run -itd --name=worker-1 --net=myapp busybox',
    `Unable to find image 'busybox:latest' locally\n${refused}`,
    ['node1: docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1'],
  ],
  [
    'container-there',
    'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1',
    `docker: Error response from daemon: Conflict. The container name "/worker-1" is already in use by container "${id64}". You have to remove (or rename) that container to be able to reuse that name.`,
    ['node1: docker start worker-1', 'node1: docker rm -f worker-1'],
  ],
  [
    'endpoint-there',
    'docker run -itd --name=worker-2 --net=myapp overlay-lab/worker:1',
    'docker: Error response from daemon: endpoint with name worker-2 already exists in network myapp: service endpoint with name worker-2 already exists.',
    ['node1: docker ps -a', 'node2: docker ps -a'],
  ],
  [
    'no-such-container',
    'docker exec worker-2 ping -c 4 worker-1',
    'Error: No such container: worker-2',
    ['node2: docker exec worker-2 ping -c 4 worker-1'],
  ],
  [
    'no-such-container',
    'docker exec worker-1 ping -c 4 worker-2',
    'Error: No such container: worker-1',
    ['node1: docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1'],
  ],
  [
    'worker-otherwise',
    'docker run -itd --name=worker-2 --net=myapp overlay-lab/worker:1',
    id64,
    ['node1: docker rm -f worker-2', 'node2: docker run -itd --name=worker-2 --net=myapp overlay-lab/worker:1'],
  ],
  [
    'worker-otherwise',
    'docker run -itd --name=worker-1 overlay-lab/worker:1',
    id64,
    ['node1: docker rm -f worker-1', 'node1: docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1'],
  ],
  [
    'bad-address',
    'docker exec worker-1 ping worker-2',
    "ping: bad address 'worker-2'",
    ['node1: docker network inspect myapp', 'part workers'],
  ],
  [
    'connection-refused',
    'iperf -c 192.168.236.130',
    'tcp connect failed: Connection refused',
    ['node1: iperf -s', 'node2: iperf -c 192.168.236.130'],
    { node: 'node2' },
  ],
  [
    'not-found',
    'iperff -c 192.168.236.130',
    'bash: iperff: command not found',
    ['node2: iperf -c 192.168.236.130'],
    { node: 'node2' },
  ],
  [
    'etcd-bootstrapped',
    'etcd -name node1',
    'etcdmain: member 8e9e05c52164694d has already been bootstrapped',
    ['part etcd'],
  ],
  [
    'option-twice',
    'dockerd --cluster-store=etcd://192.168.236.130:2379',
    'unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: cluster-store: (from flag: a, from file: b)',
    ['node1: cat /etc/docker/daemon.json'],
  ],
  [
    'store-away',
    create,
    'Error response from daemon: client: etcd cluster is unavailable or misconfigured; error #0: dial tcp 192.168.236.130:2379: connect: connection refused',
    ['part etcd'],
  ],
  [
    'unreachable',
    'docker exec worker-1 ping -c 4 worker-2',
    'From 10.0.9.2 icmp_seq=1 Destination Host Unreachable',
    ["node1: ss -lntu 'sport = :7946'"],
  ],
  [
    'no-permission',
    'docker ps',
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    ['node1: sudo -i'],
  ],
];

describe('a mistake is recognised, with the way on', () => {
  it.each(cases)('%s: %s', (id, command, output, ways, where) => {
    const mistake = find(command, output, where);
    expect([mistake?.id, waysOf(mistake)]).toEqual([id, ways]);
    expect(english(mistake?.says ?? '')).toMatch(/^[A-Z0-9“a-z].*[.?)]$/);
  });
});

describe('what is right is none', () => {
  it.each([
    [create, id64],
    ['docker network create --driver=overlay myapp', id64],
    ['docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1', id64],
    ['docker run -itd --name=worker-1 --network myapp overlay-lab/worker:1', id64],
    ['docker run -d --name=mine nginx', id64],
    ['docker run busybox true', "Unable to find image 'busybox:latest' locally\nlatest: Pulling from library/busybox"],
    ['docker service create nginx', noManager],
    ['docker exec worker-1 ping -c 4 worker-2', '4 packets transmitted, 4 packets received, 0% packet loss'],
    ['curl http://10.0.0.1', 'curl: (7) Failed to connect: Connection refused'],
    ['cat notes', 'listen tcp nothing: bind: fine'],
    ['', ''],
  ])('%s', (command, output) => expect(find(command ?? '', output ?? '')).toBeUndefined());

  it('a swarm, on its own track', () => {
    expect(find('docker swarm init', initialized, { track: 'swarm' })).toBeUndefined();
  });
});

describe('the command sent last', () => {
  it.each([
    ['root@node1:~# docker ps\nCONTAINER ID\nroot@node1:~# ', 'docker ps', 'CONTAINER ID\nroot@node1:~# '],
    ['$ id\nuid=0\n$ who', 'id', 'uid=0\n$ who'],
    ['user@host /tmp $ ls -l\r\n', 'ls -l', ''],
    ['root@node1:~# etcd -name no \rde1\nlog', 'etcd -name node1', 'log'],
    ['root@node1:~# dockeroot@node1:~# docker ps -a\nx', 'docker ps -a', 'x'],
    [
      'root@node1:~# cat /etc/default/docker\n# a comment\nroot@node1:~# ',
      'cat /etc/default/docker',
      '# a comment\nroot@node1:~# ',
    ],
    ['[root@node1 ~]# ip a\n1: lo', 'ip a', '1: lo'],
  ])('of %j', (recent, command, output) => {
    expect(lastCommand(recent)).toEqual({ command, output });
  });

  it.each(['', 'root@node1:~# ', 'root@node1:~# docker', '# a comment of a file', 'Linux node1 6.1'])(
    'is none in %j',
    (recent) => expect(lastCommand(recent)).toBeUndefined(),
  );
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  const look = (text: string) => findMistake({ node: 'node1', command: text, output: text }, labOn('etcd'));
  expect(growth(look, unit)).toBeLessThan(mostGrowth);
  expect(growth(lastCommand, unit)).toBeLessThan(mostGrowth);
});

test('each mistake that is known has a case here', () => {
  const tried = new Set(cases.map(([id]) => id));
  expect(mistakeRules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});

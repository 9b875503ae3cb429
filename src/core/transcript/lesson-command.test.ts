import { describe, expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import { lessonCommand } from './lesson-command.ts';

const addresses = ['192.168.236.130', '192.168.236.131', '192.168.236.132'];
const lab = {
  name: 'class-a',
  track: 'etcd',
  network: { name: 'myapp' },
  nodes: addresses.map((address, at) => ({ name: `node${at + 1}`, address, ssh: { host: address } })),
} as Lab;
const lines = [{ step: 'etcd', node: 'node1', command: 'etcd -name node1 \\\n  -enable-v2' }];
const stepOf = (command: string, where = { node: 'node1' } as { node: string; container?: string }) =>
  lessonCommand({ lab, lines }, where, command)?.step;
const inWorker = { node: 'node1', container: 'worker-1' };

test('the lesson’s own lines, on the node that they are for, however they are broken and by whom they are run', () => {
  expect(stepOf('etcd -name node1 -enable-v2')).toBe('etcd');
  expect(stepOf('sudo etcd   -name node1   -enable-v2')).toBe('etcd');
  expect(stepOf('etcd -name node1 -enable-v2', { node: 'node2' })).toBeUndefined();
  expect(stepOf('etcd -name node1 -enable-v2', inWorker)).toBeUndefined();
  expect(stepOf('etcd -name node1 -enable-v2; mysql -psecret')).toBeUndefined();
});

test.each([
  ['ping', 'docker exec worker-1 ping -c 4 worker-2'],
  ['ping', 'sudo docker exec -it worker-1 ping -c4 worker-3.myapp'],
  ['ping', 'docker exec worker-1 ping -c 4 10.0.0.3'],
  ['iperf-native', 'iperf -c 192.168.236.131'],
  ['iperf-native', 'iperf3 -c node2 -t 3 -P 2'],
  ['iperf-overlay', 'docker exec -it worker-1 iperf -c worker-2'],
])('%s: %s', (step, command) => expect(stepOf(command)).toBe(step));

test.each([
  ['another’s worker', 'docker exec worker-2 ping -c 4 worker-1'],
  ['itself', 'docker exec worker-1 ping worker-1'],
  ['itself, natively', 'iperf -c 192.168.236.130'],
  ['a node from a worker', 'docker exec worker-1 ping 192.168.236.131'],
  ['a machine outside', 'docker exec worker-1 ping 8.8.8.8'],
  ['a machine outside of the lab', 'iperf -c speed.example'],
  ['the underlay, natively', 'ping 192.168.236.131'],
  ['a server', 'iperf -s'],
  ['UDP, the other way round', 'iperf3 -c node2 -u'],
  ['several commands', 'iperf -c node2; cat /etc/shadow'],
  ['a pipe', 'iperf -c node2 | tee x'],
  ['a secret in it', 'iperf -c node2 --password x'],
])('%s is none: %s', (_, command) => expect(stepOf(command)).toBeUndefined());

test('in a shell inside the node’s worker it is the worker that measures', () => {
  expect(stepOf('ping -c 4 worker-2', inWorker)).toBe('ping');
  expect(stepOf('iperf -c worker-2', inWorker)).toBe('iperf-overlay');
  expect(stepOf('iperf -c node2', inWorker)).toBeUndefined();
  expect(stepOf('ping worker-2', { node: 'node1', container: 'db' })).toBeUndefined();
});

test('an address alone does not say that it is on the overlay where the nodes are in the same range', () => {
  const nodes = lab.nodes.map((node, at) => ({ ...node, address: `10.0.0.${at + 2}` }));
  const near = { lab: { ...lab, nodes }, lines: [] };
  expect(lessonCommand(near, { node: 'node1' }, 'docker exec worker-1 ping 10.0.0.9')).toBeUndefined();
  const named = { ...near.lab, network: { name: 'myapp', subnet: '10.9.0.0/24' } };
  expect(lessonCommand({ lab: named, lines: [] }, { node: 'node1' }, 'docker exec worker-1 ping 10.9.0.3')?.step).toBe(
    'ping',
  );
});

describe('a result', () => {
  const read = (command: string, output: string) =>
    lessonCommand({ lab, lines }, { node: 'node1' }, command)?.read?.(output);
  const ping = `PING worker-2 (10.0.0.3): 56 data bytes
64 bytes from 10.0.0.3: seq=0 ttl=64 time=0.081 ms

--- worker-2 ping statistics ---
4 packets transmitted, 4 packets received, 0% packet loss
round-trip min/avg/max = 0.081/0.094/0.120 ms
`;
  const iperf = (end: string) => `------------------------------------------------------------
Client connecting to 192.168.236.131, TCP port 5001
[  1] local 192.168.236.130 port 40000 connected with 192.168.236.131 port 5001
[ ID] Interval       Transfer     Bandwidth
[  1] 0.0000-${end} sec  11.6 GBytes  9.94 Gbits/sec
`;

  test('of a whole output, with the address that was asked', () => {
    expect(read('docker exec worker-1 ping -c 4 worker-2', ping)).toEqual({
      ...{ kind: 'ping', from: 'worker-1', to: 'worker-2', target: '10.0.0.3' },
      ...{ sent: 4, received: 4, lossPercent: 0, rttMs: { min: 0.081, avg: 0.094, max: 0.12 } },
    });
    expect(read('iperf -c 192.168.236.131', iperf('10.0123'))).toMatchObject({
      ...{ kind: 'bandwidth', path: 'native', from: 'node1', to: 'node2', tool: 'iperf2', bitsPerSecond: 9.94e9 },
    });
  });

  test('of half an output, of one that was interrupted and of errors there is none', () => {
    for (const length of [0, 40, 100, 180])
      expect(read('docker exec worker-1 ping worker-2', ping.slice(0, length))).toBeUndefined();
    expect(read('iperf -c 192.168.236.131', iperf('4.1000'))).toBeUndefined();
    expect(read('iperf -c 192.168.236.131', 'tcp connect failed: Connection refused\n')).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../../shared/fixtures/growth.ts';
import { tutorialOutputs } from '../../shared/run/tutorial.ts';
import { showsDone as showsDoneIn } from './typed-evidence.ts';

const showsDone = (step: string, output: string) => showsDoneIn(step, output, 'etcd');

test('what the tutorial printed counts', () => {
  expect(showsDone('ping', tutorialOutputs.ping)).toBe(true);
  expect(showsDone('interfaces', tutorialOutputs.interfaces)).toBe(true);
  expect(showsDone('iperf-native', tutorialOutputs.iperfNative)).toBe(true);
  expect(showsDone('iperf-overlay', tutorialOutputs.iperfOverlay)).toBe(true);
  const caught = '192.168.236.130.33245 > 192.168.236.131.4789: VXLAN, flags [I] (0x08), vni 256\n\n';
  expect(showsDone('tunnel', `${caught}4 packets captured`)).toBe(true);
  expect(showsDone('tunnel', caught)).toBe(false);
  expect(showsDone('tunnel', '0 packets captured')).toBe(false);
});

test('the command alone, loss, and steps with a check of their own do not', () => {
  expect(showsDone('ping', '# docker exec worker-1 ping -c 4 worker-2')).toBe(false);
  expect(showsDone('ping', '4 packets transmitted, 0 received, 100% packet loss, time 3060ms')).toBe(false);
  expect(showsDone('iperf-native', 'connect failed: Connection refused')).toBe(false);
  expect(showsDone('etcd', 'ready to serve client requests')).toBe(false);
});

test('busybox words its summary otherwise', () => {
  expect(showsDone('ping', '4 packets transmitted, 4 packets received, 0% packet loss')).toBe(true);
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  for (const step of ['interfaces', 'ping', 'iperf-native', 'tunnel'] as const)
    expect(growth((text) => showsDone(step, text), unit)).toBeLessThan(mostGrowth);
});

test('in a track whose workers have one interface that one is enough, with an address', () => {
  const one = 'eth0: <UP>\n    inet 10.0.0.2/24 scope global eth0';
  expect(showsDoneIn('interfaces', one, 'vxlan')).toBe(true);
  expect(showsDoneIn('interfaces', one, 'etcd')).toBe(false);
  expect(showsDoneIn('interfaces', 'eth0: <UP>', 'vxlan')).toBe(false);
  expect(showsDoneIn('interfaces', 'lo: <UP>\n    inet 127.0.0.1/8', 'vxlan')).toBe(false);
});

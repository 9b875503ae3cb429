import { beforeEach, expect, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../../../shared/fixtures/growth.ts';
import { followTyping, typedKey, useTypedCommands } from './typed-commands.ts';

beforeEach(() => useTypedCommands.setState({}, true));

function terminal(container?: string) {
  const fronts: (string | undefined)[] = [];
  const heard = followTyping({ lab: 'class-a', node: 'node1', ...(container && { container }) }, (program) =>
    fronts.push(program),
  );
  return { heard, fronts };
}
const sent = () => useTypedCommands.getState()['class-a'];

test('a command that was sent is running until there is a prompt again', () => {
  const { heard } = terminal();
  heard('root@node1:~# docker ps');
  expect(sent()).toBeUndefined();
  heard('root@node1:~# docker ps\nCONTAINER');
  expect(sent()).toEqual({ 'node1 docker ps': 'running' });
  heard('root@node1:~# docker ps\nCONTAINER ID\nroot@node1:~# ');
  expect(sent()).toEqual({ 'node1 docker ps': 'ended' });
});

test('the lesson’s command is known however its lines are broken', () => {
  const { heard } = terminal();
  heard('root@node1:~# etcd -name node1  -enable-v2\n2026 I | etcdmain\n');
  expect(sent()?.[typedKey('node1', 'etcd -name node1 \\\n  -enable-v2')]).toBe('running');
});

test.each([
  ['etcd -name node1', 'etcd'],
  ['sudo dockerd --cluster-store=x', 'dockerd'],
  ['iperf -s', 'iperf'],
  ['docker exec -it worker-1 iperf -s', 'iperf'],
  ['iperf -c 10.0.0.1', undefined],
  ['etcdctl ls', undefined],
  ['docker ps', undefined],
])('in front of %s there is: %s', (command, program) => {
  const { heard, fronts } = terminal();
  heard(`root@node1:~# ${command}\nstarted\n`);
  expect(fronts).toEqual(program ? [program] : []);
});

test('a server stays in front though its lines have left, and is gone at the prompt', () => {
  const { heard, fronts } = terminal();
  heard('root@node1:~# etcd -name node1\nlog\n');
  heard('log\nlog\nlog\n');
  expect(fronts).toEqual(['etcd']);
  heard('log\n^Croot@node1:~# ');
  expect(fronts).toEqual(['etcd', undefined]);
});

test('what is typed in a worker is no command of the lesson', () => {
  const { heard } = terminal('worker-1');
  heard('/ # ls\nbin\n/ # ');
  expect(sent()).toBeUndefined();
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  expect(growth(terminal().heard, unit)).toBeLessThan(mostGrowth);
});

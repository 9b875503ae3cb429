import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { growth, mostGrowth, suspicious } from '../../../shared/fixtures/growth.ts';
import { followTyping, sentSince, typedKey, useTypedCommands } from './typed-commands.ts';

beforeEach(() => useTypedCommands.setState({}, true));

function terminal(container?: string) {
  const fronts: (string | undefined)[] = [];
  const heard = followTyping({ lab: 'class-a', node: 'node1', ...(container && { container }) }, (program) =>
    fronts.push(program),
  );
  return { heard, fronts };
}
const sent = () => {
  const all = Object.entries(useTypedCommands.getState()['class-a'] ?? {});
  return Object.fromEntries(all.map(([key, { state }]) => [key, state]));
};

test('a command that was sent is running until there is a prompt again', () => {
  const { heard } = terminal();
  heard('root@node1:~# docker ps');
  expect(sent()).toEqual({});
  heard('root@node1:~# docker ps\nCONTAINER');
  expect(sent()).toEqual({ 'node1 docker ps': 'running' });
  heard('root@node1:~# docker ps\nCONTAINER ID\nroot@node1:~# ');
  expect(sent()).toEqual({ 'node1 docker ps': 'ended' });
});

test('who types the next command does not run the last one again', () => {
  const { heard, fronts } = terminal();
  heard('root@node1:~# etcd -name node1\nlog\n^Croot@node1:~# ');
  heard('root@node1:~# etcd -name node1\nlog\n^C\nroot@node1:~# docker ps');
  expect(sent()).toEqual({ 'node1 etcd -name node1': 'ended' });
  expect(fronts).toEqual([]);
});

test('the lesson’s command is known however its lines are broken', () => {
  const { heard } = terminal();
  heard('root@node1:~# etcd -name node1  -enable-v2\n2026 I | etcdmain\n');
  expect(sent()[typedKey('node1', 'etcd -name node1 \\\n  -enable-v2')]).toBe('running');
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
  expect(sent()).toEqual({});
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  expect(growth(terminal().heard, unit)).toBeLessThan(mostGrowth);
});

test('what was sent before something was taken back does not count; the same command sent after it does', () => {
  vi.useFakeTimers({ now: new Date('2026-01-01T10:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  const { heard } = terminal();
  const typed = () => useTypedCommands.getState()['class-a']?.['node1 docker ps'];
  heard('root@node1:~# docker ps\nroot@node1:~# ');
  expect(sentSince(typed())).toBe('ended');
  const takenBackAt = '2026-01-01T11:00:00.000Z';
  expect(sentSince(typed(), takenBackAt)).toBeUndefined();
  vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
  heard('root@node1:~# docker ps\nroot@node1:~# ls\nroot@node1:~# ');
  expect(sentSince(typed(), takenBackAt)).toBeUndefined();
  heard('root@node1:~# ls\nroot@node1:~# docker ps\nroot@node1:~# ');
  expect(sentSince(typed(), takenBackAt)).toBe('ended');
});

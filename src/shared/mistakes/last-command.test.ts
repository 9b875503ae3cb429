import { describe, expect, it, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { lastCommand } from './last-command.ts';

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
  expect(growth(lastCommand, unit)).toBeLessThan(mostGrowth);
});

import { describe, expect, it, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { lastCommand } from './last-command.ts';

describe('the command sent last', () => {
  it('is what was typed behind the last prompt but one, and its output what came up to now', () => {
    const screen = 'root@node1:~# docker ps\nCONTAINER ID\nroot@node1:~# ';
    expect(lastCommand(screen)).toEqual({ command: 'docker ps', output: 'CONTAINER ID\nroot@node1:~# ' });
    const comment = '# a comment\nroot@node1:~# ';
    expect(lastCommand(`root@node1:~# cat /x\n${comment}`)).toEqual({ command: 'cat /x', output: comment });
  });

  it('comes after a prompt of any form', () => {
    expect(lastCommand('$ id\nuid=0\n$ who')).toEqual({ command: 'id', output: 'uid=0\n$ who' });
    expect(lastCommand('user@host /tmp $ ls -l\r\n')).toEqual({ command: 'ls -l', output: '' });
    expect(lastCommand('[root@node1 ~]# ip a\n1: lo')).toEqual({ command: 'ip a', output: '1: lo' });
  });

  it('is what the line shows where the cursor went back in it', () => {
    expect(lastCommand('root@node1:~# etcd -name no \rde1\nlog')?.command).toBe('etcd -name node1');
    expect(lastCommand('root@node1:~# dockeroot@node1:~# docker ps -a\nx')?.command).toBe('docker ps -a');
  });

  it.each(['', 'root@node1:~# ', 'root@node1:~# docker', '# a comment of a file', 'Linux node1 6.1'])(
    'is none in %j',
    (recent) => expect(lastCommand(recent)).toBeUndefined(),
  );
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  expect(growth(lastCommand, unit)).toBeLessThan(mostGrowth);
});

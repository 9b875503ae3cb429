import { expect, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { isAtPrompt } from './is-at-prompt.ts';

test('prompts of the usual shells', () => {
  for (const recent of ['Last login\nroot@node1:~# ', 'student@node1:~$ ', '# ', '/ # ', '$'])
    expect([recent, isAtPrompt(recent)]).toEqual([recent, true]);
});

test('a command that was typed, one that runs, and nothing at all are no prompts', () => {
  for (const recent of [
    '',
    'root@node1:~# etcd -name node1',
    'ready to serve client requests\n',
    'Server listening on TCP port 5001',
  ])
    expect([recent, isAtPrompt(recent)]).toEqual([recent, false]);
});

test.each([...suspicious, 'a#'])('many of %j are read in good time', (unit) => {
  expect(growth(isAtPrompt, unit)).toBeLessThan(mostGrowth);
});

import { expect, it } from 'vitest';
import { failed, timedOut } from './exec-error.ts';

const result = (stderr: string, stdout = '') => ({ status: 1, stdout, stderr });

it('names the command, and what it said', () => {
  expect(failed('node1', ['ip', 'link', 'show', 'x'], result('no such device\n'))).toMatchObject({
    code: 'command-failed',
    message: 'Status 1 on node1: ip link show x\nno such device',
    details: { node: 'node1' },
  });
  expect(failed('node1', ['cat', 'x'.repeat(200)], result('', 'on stdout')).message).toMatch(/xxx\.\.\.\non stdout$/);
});

it('does not print a whole script of the app', () => {
  const script = ['/bin/sh', '-c', 'set -e\nexport LC_ALL=C', 'sh', 'word'];
  expect(failed('node1', script, result('')).message).toBe('Status 1 on node1: a script of the app');
  expect(timedOut('node1', script, 5000).message).toBe('Not finished on node1 within 5 s: a script of the app');
});

it.each([
  ['cp: error writing: No space left on device', /Free space/],
  ['sh: 9: echo: echo: I/O error', /Free space/],
  ["mkdir: cannot create directory '/x': Read-only file system", /findmnt/],
])('has a remedy for %s', (stderr, remedy) => {
  expect(failed('node1', ['sh'], result(stderr)).details.remedy).toMatch(remedy);
});

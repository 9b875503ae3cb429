import { expect, test } from 'vitest';
import { countAsked, withPassword } from './privilege.ts';

test('sudo’s questions are counted however their bytes are cut', () => {
  const privilege = withPassword('secret');
  if (privilege.way !== 'password') throw new Error('no password');
  const text = Buffer.from(`lecture\n${privilege.prompt}Sorry, try again.\n${privilege.prompt}`);
  for (let size = 1; size <= text.length; size += 1) {
    const asked = countAsked(privilege);
    let times = 0;
    for (let at = 0; at < text.length; at += size) times = asked(text.subarray(at, at + size));
    expect(times).toBe(2);
  }
});

test('where no password is sent nothing is counted', () => {
  expect(countAsked({ way: 'root' })(Buffer.from('anything'))).toBe(0);
});

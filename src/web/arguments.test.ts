import { expect, test } from 'vitest';
import { webArguments } from './arguments.ts';

test('reads the options; what is not given is as promised', () => {
  expect(webArguments([])).toEqual({ port: undefined, open: true, idleMinutes: 10 });
  expect(webArguments(['--browser', '--port', '8080', '--no-open', '--idle-minutes=0'])).toEqual({
    port: 8080,
    open: false,
    idleMinutes: 0,
  });
});

test.each([
  ['--port', '0'],
  ['--port', '65536'],
  ['--port', '1e3'],
  ['--port', ''],
  ['--idle-minutes', '-1'],
  ['--prot', '1'],
  ['file'],
])('refuses %s %s', (...words) => {
  expect(() => webArguments(words)).toThrow(expect.objectContaining({ code: 'bad-input' }));
});

import { expect, test } from 'vitest';
import { noted, prompt } from './fixtures/typing.ts';

const clean = (told: string[]) => told.map((one) => one.replaceAll('\x1b[?2004l', ''));

test('tells each command that was sent, with what it printed before the next prompt', () => {
  const { told, print, run } = noted();
  print(`Linux node1\r\n${prompt}`);
  run('uname -r', '6.1\n');
  run('', '');
  run('true', '');
  expect(clean(told)).toEqual(['uname -r => 6.1\n', 'true => ']);
});

test('tells nothing before the prompt is there again', () => {
  const { told, print, begin } = noted();
  print(prompt);
  begin('iperf -c x', 'half of it\n');
  print('more\r\n');
  expect(told).toEqual([]);
  print(prompt);
  expect(clean(told)).toEqual(['iperf -c x => half of it\nmore\n']);
});

test('what a program prints is no command, however it looks; nor what the screen shows and nobody sent', () => {
  const { told, print, run } = noted();
  print(`${prompt}ping a\r\nPING\r\n${prompt}`);
  run('cat evil', `root@node1:~# ping b\nlies\nroot@node1:~# `);
  expect(clean(told)).toEqual(['cat evil => ']);
});

test('a shell on another machine, in a container or of another kind is not this one', () => {
  const { told, print, run, begin } = noted();
  print(prompt);
  begin('ssh node2', 'welcome\n\x1b[?2004hroot@node2:~# ');
  begin('iperf -c node1', 'fast\n\x1b[?2004hroot@node2:~# ');
  print(`exit\r\n${prompt}`);
  run('docker exec -it worker-1 sh', '');
  print('/ # ');
  begin('ping worker-2', 'sure\n/ # ');
  expect(clean(told)).toEqual([expect.stringMatching(/^ssh node2 => welcome/), 'docker exec -it worker-1 sh => ']);
});

test('what was sent ahead of its prompt counts once the shell has read it', () => {
  const { told, print, begin, type } = noted();
  print(prompt);
  begin('sleep 1');
  type('uname\r');
  print('uname\r\n');
  print(`${prompt}uname\r\n\x1b[?2004l\rLinux\r\n${prompt}`);
  expect(clean(told)).toEqual(['sleep 1 => uname\n', 'uname => Linux\n']);
});

test('of more output than is kept the end is known, and that it is not whole', () => {
  const { told, print, begin } = noted();
  print(prompt);
  begin('flood');
  for (let count = 0; count < 400; count++) print(`${'x'.repeat(1000)}\r\n`);
  print(prompt);
  expect(told[0]?.length).toBeLessThan(270_000);
  expect(told[0]).toMatch(/…$/);
});

test('a terminal that is closed cuts what is running in it', () => {
  const { told, print, begin, follower } = noted();
  print(prompt);
  begin('etcd', 'ready\n');
  follower.closed();
  follower.closed();
  expect(told).toEqual(['etcd cut']);
});

test('a prompt that comes in pieces, and a character too', () => {
  const { told, print, type, follower } = noted();
  for (const piece of prompt) print(piece);
  type('echo ü\r');
  for (const byte of new TextEncoder().encode(`echo ü\r\nü\r\n${prompt}`)) follower.printed(Uint8Array.of(byte));
  expect(clean(told)).toEqual(['echo ü => ü\n']);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { pairsProgram } from './pairs-program.ts';

/** Two nodes are two addresses of this machine. */
const [one, other] = ['127.0.0.61', '127.0.0.62'];
const tcp = ['25379', '25946'];
const udp = ['25947'];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function begin(own: string, to: string, { tries = tcp, listens = tcp }: { tries?: string[]; listens?: string[] } = {}) {
  const words = [
    'token',
    own,
    listens.join(','),
    udp.join(','),
    '64,576',
    '4789',
    '1',
    to,
    tries.join(','),
    udp.join(','),
  ];
  const child = spawn('perl', ['-e', pairsProgram, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  children.push(child);
  return { child, lines, said: () => once(reader, 'line'), ended: once(child, 'close') };
}

const open = (at: string) => [
  ...tcp.map((port) => `tcp ${at} ${port} open`),
  ...udp.map((port) => `udp ${at} ${port} open 64 64`),
];

it('two nodes find each other and end without a word, also where one comes later', async () => {
  const first = begin(one, other);
  await first.said();
  // By now it was refused.
  await new Promise((resolve) => setTimeout(resolve, 250));
  const second = begin(other, one);
  await Promise.all([first.ended, second.ended]);
  expect(first.lines.slice(1).sort()).toEqual(['done', ...open(other)].sort());
  expect(second.lines.slice(1).sort()).toEqual(['done', ...open(one)].sort());
  expect(first.lines[0]).toBe('ready tcp:25379 tcp:25946 udp:25947');
});

it('where nobody listens is said only once all are there; then both end', async () => {
  const first = begin(one, other);
  const second = begin(other, one, { listens: ['25379'] });
  await Promise.all([first.said(), second.said()]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(first.lines).not.toContain('done');
  first.child.stdin.write('go\n');
  while (!first.lines.includes('done')) await first.said();
  expect(first.lines).toContain(`tcp ${other} 25946 refused`);
  expect(first.lines).toContain(`tcp ${other} 25379 open`);
  await Promise.all([first.ended, second.ended]);
  expect(second.lines.at(-1)).toBe('done');
});

it('one that nobody tries to the end listens until its input ends', async () => {
  const first = begin(one, other, { tries: [] });
  await first.said();
  first.child.stdin.end();
  await first.ended;
  expect(first.lines).toEqual(['ready tcp:25379 tcp:25946 udp:25947']);
});

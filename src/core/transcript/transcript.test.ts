import { appendFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { prompt, typing } from './fixtures/typing.ts';
import { mostEntries } from './kept-entries.ts';
import { Transcript } from './transcript.ts';

const lab = {
  name: 'class-a',
  track: 'etcd',
  network: { name: 'myapp' },
  nodes: [1, 2].map((at) => ({ name: `node${at}`, address: `192.168.236.13${at - 1}`, ssh: { host: 'x' } })),
} as Lab;
const lines = [
  { step: 'preflight', node: 'node1', command: 'uname -r' },
  { step: 'etcd', node: 'node1', command: 'etcd -name node1' },
];
const ping = `PING worker-2 (10.0.0.3): 56 data bytes

--- worker-2 ping statistics ---
4 packets transmitted, 4 packets received, 0% packet loss
round-trip min/avg/max = 0.081/0.094/0.120 ms
`;

function opened(state = temporaryFolder('typed')) {
  let changes = 0;
  const failures: Error[] = [];
  const done: string[] = [];
  const transcript = new Transcript({
    ...{ state, lab: lab.name },
    onChange: () => void changes++,
    failed: (why) => void failures.push(why),
  });
  const terminal = (node: string) => {
    const one = typing(transcript.follow({ lab, lines }, { node }, { done: (step) => void done.push(step) }));
    one.print(prompt);
    return one;
  };
  const file = path.join(state, lab.name, 'typed.jsonl');
  return { transcript, terminal, state, file, failures, done, changes: () => changes };
}

test('keeps the tutorial’s commands with their results, and of others nothing but that they were', async () => {
  const { transcript, terminal, file, state } = opened();
  const node1 = terminal('node1');
  node1.run('uname -r', '6.1\n');
  node1.run('mysql -psecret', 'top secret\n');
  node1.run('docker exec worker-1 ping -c 4 worker-2', ping);
  await transcript.settled;
  expect(transcript.entries).toMatchObject([
    { step: 'preflight', node: 'node1', command: 'uname -r', state: 'ended', text: '6.1\n' },
    { step: 'ping', command: 'docker exec worker-1 ping -c 4 worker-2', measurement: { kind: 'ping', received: 4 } },
  ]);
  expect(transcript.others).toBe(1);
  expect(readFileSync(file, 'utf8')).not.toContain('secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const next = opened(state);
  await next.transcript.settled;
  expect([next.transcript.entries, next.transcript.others]).toEqual([transcript.entries, 1]);
});

test('a step that only looks is done by what its command printed, and only by that', () => {
  const { terminal, done } = opened();
  const node1 = terminal('node1');
  node1.run('docker exec worker-1 ping -c 4 worker-2', '4 packets transmitted, 0 received, 100% packet loss\n');
  node1.run('uname -r', ping);
  node1.run('echo', ping);
  expect(done).toEqual([]);
  node1.run('docker exec worker-1 ping -c 4 worker-2', ping);
  expect(done).toEqual(['ping']);
});

test('what is running is told at once, and what nobody saw the end of is cut', async () => {
  const { transcript, terminal, state } = opened();
  terminal('node1').begin('etcd -name node1', 'ready\n');
  expect(transcript.entries).toMatchObject([{ step: 'etcd', state: 'running', text: '' }]);
  await transcript.settled;
  const next = opened(state);
  await next.transcript.settled;
  expect(next.transcript.entries).toMatchObject([{ step: 'etcd', state: 'cut' }]);
});

test('is bounded, in memory and on the disk', async () => {
  const { transcript, terminal, file } = opened();
  const node1 = terminal('node1');
  for (let count = 0; count < 5 * mostEntries; count++) node1.run('uname -r', '6.1\n');
  node1.run('uname -r', `${'x'.repeat(50)}\n`.repeat(400));
  await transcript.settled;
  expect(transcript.entries).toHaveLength(mostEntries);
  const one = transcript.entries.at(-1);
  expect(one?.text.length).toBeLessThan(4010);
  expect(one?.leftOut).toBeGreaterThan(10_000);
  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(5 * mostEntries);
});

test('a file that somebody broke costs what was broken, and a disk that refuses costs nothing else', async () => {
  const { transcript, terminal, state, file } = opened();
  terminal('node1').run('uname -r', '6.1\n');
  await transcript.settled;
  appendFileSync(file, '{"others": -1}\n[]\n{"id": "x"}\n{"torn');
  const next = opened(state);
  await next.transcript.settled;
  expect([next.transcript.entries.length, next.transcript.others]).toEqual([1, 0]);
  const blocked = opened('/dev/null');
  blocked.terminal('node1').run('uname -r', '6.1\n');
  await blocked.transcript.settled;
  expect(blocked.transcript.entries).toHaveLength(1);
  expect(blocked.failures.length).toBeGreaterThan(0);
});

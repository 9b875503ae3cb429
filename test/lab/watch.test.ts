import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { watchLab } from '../../src/core/watch/watch-lab.ts';
import type { WatchNews } from '../../src/core/watch/watch-news.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode, practiceLab, tryInNode } from '../support/nodes/practice.ts';
import { labFile, mustPerform } from '../support/nodes/run-lab.ts';
import { type Change, changes } from './fixtures/watched-changes.ts';

type Told = WatchNews & { heard: number };

const stays = '[o]verlay-lab-looks';

describe.skipIf(!labFile)('what changes on real nodes is announced, whoever made it', () => {
  const fresh = freshForAll();
  const heard: Told[] = [];
  const waits: { name: string; ms: number }[] = [];
  const over = new AbortController();
  let watching: Promise<void> | undefined;

  const next = async (which: (news: Told) => boolean, from: number, seconds = 20): Promise<Told> => {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = heard.slice(from).find(which);
      if (found) return found;
      if (Date.now() > end) {
        const last = heard.slice(from).map((news) => JSON.stringify(news));
        throw new Error(`not announced within ${seconds} s; since then:\n${last.slice(-30).join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const seen = (node: string, state: 'now' | 'unknown') => (news: Told) =>
    news.type === 'seen' && news.node === node && news.seen.state === state;

  beforeAll(async () => {
    const lab = { ...fresh.loaded, ownFiles: true };
    const tell = (news: WatchNews) => void heard.push({ ...news, heard: Date.now() });
    watching = watchLab(lab, { prompts: noPrompts, tell, signal: over.signal });
    for (const node of fresh.nodes) await next(seen(node, 'now'), 0);
  });

  afterAll(async () => {
    over.abort();
    await watching;
    const sorted = waits.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const worst = waits.find(({ ms }) => ms === sorted.at(-1));
    console.log(
      `announced after the command had ended, ms: median ${sorted[sorted.length >> 1]}, worst ${worst?.ms} (${worst?.name}), ${waits.length} kinds`,
    );
    for (const node of fresh.nodes) expect((await tryInNode(fresh.lab, node, `pgrep -f '${stays}'`)).stdout).toBe('');
  });

  test('what the app makes is the app’s, while its lease is held', async () => {
    const from = heard.length;
    await mustPerform(fresh.loaded, { command: 'run', only: ['image', 'etcd', 'daemon', 'network', 'workers'] });
    const made = ['container worker-1', 'container worker-2', 'unit overlay-lab-etcd.service'];
    for (const thing of [...made, 'file /etc/docker/daemon.json', 'process etcd']) {
      const is = (news: WatchNews) => news.type === 'change' && `${news.kind} ${news.name}` === thing;
      expect(await next(is, from)).toMatchObject({ by: 'app' });
    }
    // Its lease is given back, which is seen with the next look.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });

  let made = { from: 0, ended: 0 };

  test.each(changes)('$name', async ({ name, make, is, by }: Change) => {
    const [node = ''] = fresh.nodes;
    if (make) {
      const from = heard.length;
      const printed = await inNode(fresh.lab, node, `{ ${make}; } >/dev/null 2>&1; date +%s%3N`);
      made = { from, ended: Number(printed.trim()) };
    }
    const found = await next((news) => news.type === 'change' && news.node === node && is(news), made.from);
    waits.push({ name, ms: Math.max(0, found.heard - made.ended) });
    if (by) expect(found).toMatchObject({ by });
  });

  test('a flood is collapsed, and what comes after it is announced', async () => {
    const [node = ''] = fresh.nodes;
    const from = heard.length;
    await inNode(
      fresh.lab,
      node,
      'i=0; while [ $i -lt 600 ]; do ip route add 10.99.0.0/24 dev lo; ip route del 10.99.0.0/24 dev lo; i=$((i+1)); done',
    );
    await next((news) => news.type === 'many' && news.node === node, from);
    await inNode(fresh.lab, node, 'ip route add 10.98.0.0/24 dev lo');
    await next(
      (news) => news.type === 'change' && news.name === '10.98.0.0/24 dev lo' && news.did === 'appeared',
      from,
    );
    expect(heard.length - from).toBeLessThan(1000);
  });

  test('a node that does not answer is unknown soon, long before its connection is given up', async () => {
    const node = fresh.nodes.at(-1) ?? '';
    const from = heard.length;
    await inNode(fresh.lab, node, 'iptables -I OUTPUT -o lo -p tcp --sport 22 -j DROP');
    await next(seen(node, 'unknown'), from);
    const silent = heard.length;
    await inNode(fresh.lab, node, 'iptables -D OUTPUT -o lo -p tcp --sport 22 -j DROP');
    await next(seen(node, 'now'), silent, 60);
  });

  test('a node that is down is unknown, with the time when it was last seen, and is known again when it is back', async () => {
    const node = fresh.nodes.at(-1) ?? '';
    const from = heard.length;
    await tryInNode(fresh.lab, node, 'systemctl poweroff --force --force');
    const unknown = await next(seen(node, 'unknown'), from);
    expect(unknown).toMatchObject({ seen: { last: expect.stringMatching(/^\d{4}-/) } });
    const down = heard.length;
    await practiceLab(['start', fresh.lab]);
    await next(seen(node, 'now'), down, 60);
  });

  test('the command line prints a line of JSON for each, and ends by Ctrl-C', async () => {
    const [node = ''] = fresh.nodes;
    const child = spawn(process.execPath, ['bin/overlay-lab.mjs', 'watch', fresh.loaded.file, '--json']);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const until = async (pattern: RegExp) => {
      for (let i = 0; i < 600 && !pattern.test(text); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(text).toMatch(pattern);
    };
    await until(new RegExp(`"type":"seen","node":"${node}"[^\n]*"now"`));
    await inNode(fresh.lab, node, 'ip link add w-cli type bridge; ip link del w-cli');
    await until(/"name":"w-cli","did":"gone"/);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const types = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types.at(-1)).toBe('result');
  });
});

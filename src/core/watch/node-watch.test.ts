import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import type { Node } from '../machine/port.ts';
import { talkingNode } from './fixtures/talking-node.ts';
import { NodeWatch } from './node-watch.ts';
import type { WatchNews } from './watch-news.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const lease = '/var/lib/overlay-lab/lab/lease';

/** A watch of one node; `connect` gives a connection, or fails. */
function watched(connect: () => Promise<Node>) {
  const news: WatchNews[] = [];
  const over = new AbortController();
  const tries = { count: 0 };
  const watch = new NodeWatch({
    ...{ lab: 'lab', node: 'node1', ofLab: new Set(['myapp']), pauses: [100, 1_000] },
    connect: () => {
      tries.count += 1;
      return connect();
    },
    tell: (one) => void news.push(one),
  });
  const run = watch.run(over.signal);
  const end = async () => {
    over.abort(new LabError('cancelled', 'over'));
    await vi.advanceTimersByTimeAsync(5_000);
    await run;
  };
  const changes = () =>
    news.flatMap((one) => (one.type === 'change' ? `${one.kind} ${one.name} ${one.did} ${one.by ?? ''}`.trim() : []));
  const seen = () => news.flatMap((one) => (one.type === 'seen' ? one.seen.state : []));
  const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);
  return { watch, news, changes, seen, settle, end, tries };
}

test('what was there already is no news, but that a daemon does not answer; what changes then is, and who made it', async () => {
  const { node, say } = talkingNode();
  const { watch, changes, seen, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'u + docker.service', 'p + etcd 7', 'upto all');
  await settle();
  const silent = 'etcd 192.168.0.1:2379 happened';
  expect([changes(), seen(), watch.seen]).toEqual([[silent], ['now'], { state: 'now' }]);
  say(
    'D 1764531722000000000 network create 1 {"name":"myapp"}',
    'D 1764531722000000000 network create 2 {"name":"theirs"}',
    'p - etcd 7',
  );
  await settle();
  expect(changes()).toEqual([
    silent,
    'network myapp happened hand',
    'network theirs happened other',
    'process etcd gone hand',
    'etcd 192.168.0.1:2379 gone',
  ]);
  expect(watch.standing.of('unit').map(({ name }) => name)).toEqual(['docker.service']);
  await end();
});

test('while the app’s lease is held, nothing is somebody’s that may be a consequence; its files are no news', async () => {
  const { node, say } = talkingNode();
  const { watch, changes, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'upto all', `f ${lease} 1 20 now`, 'D 1764531722000000000 network create 1 {"name":"theirs"}');
  await settle();
  expect([changes(), watch.isBusy]).toEqual([['network theirs happened unknown'], true]);
  say(`f ${lease}`, 'D 1764531722000000000 network destroy 1 {"name":"theirs"}');
  await settle();
  expect([changes()[1], watch.isBusy]).toEqual(['network theirs happened other', false]);
  // What the app does first is heard of before its lease was looked at.
  say('held', 'D 1764531722000000000 network create 3 {"name":"theirs"}', `f ${lease}`);
  await settle();
  expect(changes()[2]).toBe('network theirs happened unknown');
  // Docker's events may come late; they say when it was, by the node's clock.
  say('freed 0.000000500', 'D 499 network create 4 {"name":"theirs"}', 'D 501 network create 5 {"name":"theirs"}');
  await settle();
  expect(changes().slice(3)).toEqual(['network theirs happened unknown', 'network theirs happened other']);
  // A lease that nobody renews is nobody's, and no more so because it lies there.
  say(`f ${lease} 2 20 later`);
  await settle();
  expect(watch.isBusy).toBe(true);
  await settle(25_000);
  say('held');
  await settle();
  expect(watch.isBusy).toBe(false);
  await end();
});

test('a node that does not answer is unknown, with when it was last seen, and known again when it does', async () => {
  const { node, state, say } = talkingNode();
  const { watch, seen, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'upto all');
  await settle(1_000);
  state.answers = false;
  await settle(4_000);
  expect(watch.seen).toMatchObject({ state: 'unknown', last: expect.any(String), error: { node: 'node1' } });
  state.answers = true;
  await settle(1_000);
  expect(seen()).toEqual(['now', 'unknown', 'now']);
  await end();
  expect([state.closed, state.stopped]).toEqual([true, true]);
});

test('a lost connection is made again after pauses that grow, and what changed meanwhile is announced', async () => {
  const [first, second] = [talkingNode(), talkingNode()];
  const nodes = [first.node, undefined, undefined, second.node];
  const { changes, seen, settle, end, tries } = watched(async () => {
    const node = nodes.shift();
    if (!node) throw new LabError('unreachable', 'off');
    return node;
  });
  await settle();
  first.say('from all', 'u + a.service', 'u + b.service', 'upto all');
  await settle();
  first.drop();
  await settle();
  expect([seen(), tries.count]).toEqual([['now', 'unknown'], 1]);
  await settle(110);
  expect(tries.count).toBe(2);
  await settle(500);
  expect(tries.count).toBe(2);
  await settle(3_000);
  expect(tries.count).toBe(4);
  second.say('from all', 'u + b.service', 'u + c.service', 'upto all');
  await settle();
  expect(changes()).toEqual(['unit c.service appeared other', 'unit a.service gone other']);
  expect(seen().at(-1)).toBe('now');
  await end();
});

test('what a person would have to answer is not asked again by itself, but when somebody else came in', async () => {
  const { watch, settle, end, tries } = watched(() => Promise.reject(new LabError('auth-failed', 'a password')));
  await settle(600_000);
  expect([tries.count, watch.seen]).toMatchObject([1, { state: 'unknown', error: { code: 'auth-failed' } }]);
  watch.again();
  await settle();
  expect(tries.count).toBe(2);
  await end();
});

test('where sshd allows too few sessions for a run beside it, it leaves, and does not come back by itself', async () => {
  const { node, state, say } = talkingNode();
  state.isTight = true;
  const { watch, settle, end, tries } = watched(async () => node);
  await settle();
  say('from all', 'upto all');
  await settle(600_000);
  expect([state.stopped, tries.count, watch.seen.state]).toEqual([true, 1, 'unknown']);
  await end();
});

test('too much at a time is told once', async () => {
  const { node, say } = talkingNode();
  const { news, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'upto all', 'many I');
  await settle();
  expect(news.filter(({ type }) => type === 'many')).toMatchObject([
    { node: 'node1', kinds: expect.arrayContaining(['link']) },
  ]);
  await end();
});

test('whatever words a node makes up, the watch keeps running', async () => {
  const { node, say } = talkingNode();
  const { news, changes, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'upto all');
  for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])
    say(
      `many ${word}`,
      `from ${word}`,
      `upto ${word}`,
      `ended ${word}`,
      `lacks ${word}`,
      `D 1764531722000000000 ${word} create x {}`,
    );
  say('many of these', 'u + a.service');
  await settle();
  expect([changes(), news.filter(({ type }) => type === 'many')]).toEqual([['unit a.service appeared other'], []]);
  await end();
});

test.each([
  ['many D', ['container', 'network', 'image', 'volume']],
  ['many X', ['firewall']],
  ['ended X', ['firewall']],
])(
  'after “%s” it says of which kinds something may be missing, once where a source cannot run',
  async (line, kinds) => {
    const { node, say } = talkingNode();
    const { news, settle, end } = watched(async () => node);
    await settle();
    say('from all', 'upto all', line, ...(line.startsWith('ended') ? [line, line] : []));
    await settle();
    expect(news.flatMap((one) => (one.type === 'many' ? [one.kinds] : []))).toEqual([kinds]);
    await end();
  },
);

test('a flood of changes while the app is at work is told as many, and fills nothing', async () => {
  const { node, say } = talkingNode();
  const { news, changes, settle, end } = watched(async () => node);
  await settle();
  say('from all', 'upto all', `f ${lease} 1 20 now`);
  for (let at = 0; at < 1_000; at++) say(`D 1764531722000000000 container create ${at} {"name":"c${at}"}`);
  await settle(200_000);
  expect(changes().length).toBe(200);
  expect(news.filter(({ type }) => type === 'many')).toHaveLength(1);
  await end();
});

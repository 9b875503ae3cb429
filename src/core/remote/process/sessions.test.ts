import { EventEmitter } from 'node:events';
import type { ClientChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { Sessions } from './sessions.ts';

/** sshd with room for so many sessions. */
function sshd(room: number) {
  const open = new Set<EventEmitter>();
  let most = 0;
  const start = async () => {
    await Promise.resolve();
    if (open.size >= room) throw Object.assign(new Error('(SSH) Channel open failure: open failed'), { reason: 2 });
    const channel = new EventEmitter();
    open.add(channel);
    (channel as EventEmitter & { close?: () => void }).close = () => setImmediate(() => channel.emit('close'));
    most = Math.max(most, open.size);
    channel.once('close', () => open.delete(channel));
    return channel as unknown as ClientChannel;
  };
  return { start, open, most: () => most };
}

const none = () => Promise.reject(new Error('nobody opens one'));

async function useMany(sessions: Sessions, server: ReturnType<typeof sshd>, count: number): Promise<number> {
  const uses = Array.from({ length: count }, async () => {
    const channel = await sessions.open(server.start);
    await new Promise((resolve) => setImmediate(resolve));
    channel.emit('close');
  });
  return (await Promise.all(uses)).length;
}

test('never more at once than the limit, and everyone gets a turn', async () => {
  const server = sshd(100);
  expect(await useMany(new Sessions('node1', server.start, 8), server, 50)).toBe(50);
  expect(server.most()).toBe(8);
});

test.each([1, 2, 5])('an sshd with room for %i makes the others wait, not fail', async (room) => {
  const server = sshd(room);
  const sessions = new Sessions('node1', server.start, 8);
  expect(await useMany(sessions, server, 30)).toBe(30);
  expect(sessions.limit).toBe(room);
});

test('an sshd that opens none says so, with what to do', async () => {
  const failure = new Sessions('node1', none).open(sshd(0).start);
  await expect(failure).rejects.toMatchObject({ code: 'refused', details: { node: 'node1' } });
});

test('who gives up while waiting leaves the queue, and takes no turn from others', async () => {
  const server = sshd(10);
  const sessions = new Sessions('node1', none, 1);
  const first = await sessions.open(server.start);
  const gave = new AbortController();
  const second = sessions.open(server.start, { signal: gave.signal });
  const third = sessions.open(server.start);
  gave.abort(new Error('given up'));
  await expect(second).rejects.toThrow('given up');
  first.emit('close');
  expect(await third).toBeDefined();
});

test('other failures are passed on and free their place', async () => {
  const sessions = new Sessions('node1', none, 1);
  const failing = () => Promise.reject(new Error('the connection is gone'));
  await expect(sessions.open(failing)).rejects.toThrow('gone');
  expect(await useMany(sessions, sshd(1), 2)).toBe(2);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('sessions are opened ahead, and one that is taken is followed by another', async () => {
  const server = sshd(100);
  const sessions = new Sessions('node1', server.start);
  sessions.openAhead(3);
  await settled();
  const ahead = [...server.open];
  expect(ahead).toHaveLength(3);
  expect(await sessions.session()).toBe(ahead[0]);
  await settled();
  expect(server.open.size).toBe(4);
  expect(await sessions.session()).toBe(ahead[1]);
});

test('more programs at a time than were opened ahead take those that are being opened, and none is closed for them', async () => {
  const server = sshd(100);
  const sessions = new Sessions('node1', server.start, 8);
  sessions.openAhead(4);
  await settled();
  const used = await Promise.all(Array.from({ length: 5 }, () => sessions.session()));
  await settled();
  expect(new Set(used).size).toBe(5);
  expect([server.open.size, used.every((one) => server.open.has(one as never))]).toEqual([8, true]);
});

test('who gives up takes none of those that are being opened', async () => {
  const server = sshd(100);
  const sessions = new Sessions('node1', server.start, 8);
  const gave = new AbortController();
  sessions.openAhead(1);
  const first = sessions.session({ signal: gave.signal });
  gave.abort(new Error('given up'));
  await expect(first).rejects.toThrow('given up');
  await settled();
  const [ahead] = server.open;
  expect(await sessions.session()).toBe(ahead);
});

test('of those opened ahead, one is closed for who needs its place', async () => {
  const server = sshd(100);
  const sessions = new Sessions('node1', server.start, 2);
  sessions.openAhead(2);
  await settled();
  const ahead = new Set(server.open);
  expect(ahead.has(await sessions.open(server.start))).toBe(false);
  expect([server.open.size, server.most()]).toEqual([2, 2]);
});

test.each([1, 2, 3])('an sshd with room for %i gives up none of it to sessions opened ahead', async (room) => {
  const server = sshd(room);
  const sessions = new Sessions('node1', server.start);
  sessions.openAhead(4);
  await settled();
  const uses = Array.from({ length: 20 }, async (_, index) => {
    const channel = await (index % 2 ? sessions.session() : sessions.open(server.start));
    await settled();
    channel.emit('close');
  });
  await Promise.all(uses);
  expect(sessions.limit).toBe(room);
  const enough = sessions.bear(3, () => useMany(sessions, server, 1));
  if (room < 3) await expect(enough).rejects.toMatchObject({ code: 'refused' });
  else await enough;
});

test('one that sshd closes by itself is not handed out, nor opened again until somebody wants one', async () => {
  const server = sshd(100);
  const sessions = new Sessions('node1', server.start);
  sessions.openAhead(1);
  await settled();
  const [lost] = server.open;
  lost?.emit('close');
  await settled();
  expect(server.open.size).toBe(0);
  expect(await sessions.session()).not.toBe(lost);
  await settled();
  expect(server.open.size).toBe(2);
});

test('what was refused for a moment only, while others were ending, is borne again', async () => {
  const server = sshd(100);
  let isFull = false;
  const start = () => (isFull ? Promise.reject(new Error('(SSH) Channel open failure: open failed')) : server.start());
  const sessions = new Sessions('node1', start);
  const use = async () => {
    const channel = await sessions.open(start);
    await settled();
    channel.emit('close');
  };
  await sessions.bear(4, use);
  const other = await sessions.open(start);
  isFull = true;
  const refused = sessions.open(start);
  await settled();
  isFull = false;
  other.emit('close');
  (await refused).emit('close');
  expect(sessions.limit).toBe(1);
  await sessions.bear(4, use);
  expect(sessions.limit).toBe(8);
});

test.each(['open', 'session'] as const)(
  'one that sshd still counts though it has closed makes nobody give up: %s',
  async (how) => {
    const server = sshd(3);
    const sessions = new Sessions('node1', server.start, 8);
    const kept = await Promise.all([1, 2].map(() => sessions.open(server.start, { keeps: true })));
    // Ended for us, and not yet there.
    const ghost = new EventEmitter();
    server.open.add(ghost);
    setTimeout(() => server.open.delete(ghost), 60);
    if (how === 'session') sessions.openAhead(2);
    const channel = await (how === 'open' ? sessions.open(server.start) : sessions.session());
    expect(kept).not.toContain(channel);
  },
);

test('what was refused for a moment says nothing of what stays open later', async () => {
  const server = sshd(3);
  const sessions = new Sessions('node1', server.start, 8);
  const ghosts = [new EventEmitter(), new EventEmitter()];
  for (const ghost of ghosts) server.open.add(ghost);
  const first = await sessions.open(server.start);
  const second = sessions.open(server.start, { keeps: true });
  await settled();
  for (const ghost of ghosts) server.open.delete(ghost);
  first.emit('close');
  await second;
  // One was open when it refused, and one is kept open now.
  const third = sessions.open(server.start, { keeps: true });
  expect(await third).toBeDefined();
  expect(await sessions.open(server.start)).toBeDefined();
});

test('where all that it bears are kept open for good, it is said', async () => {
  const server = sshd(2);
  const sessions = new Sessions('node1', server.start, 8);
  await Promise.all([1, 2].map(() => sessions.open(server.start, { keeps: true })));
  await expect(sessions.open(server.start)).rejects.toMatchObject({ code: 'refused' });
  await expect(sessions.session()).rejects.toMatchObject({ code: 'refused' });
});

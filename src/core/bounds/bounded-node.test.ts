import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { english, type Words } from '../../shared/texts/text.ts';
import { operation } from '../machine/operation.ts';
import type { Node } from '../machine/port.ts';
import { boundedNode } from './bounded-node.ts';
import { deadlines } from './deadlines.ts';
import { silenceCause } from './docker-silence.ts';

const never = new Promise<never>(() => undefined);

/** Answers nothing, whatever it is asked, and takes no notice of signals. */
const mute = {
  name: 'node1',
  address: '192.168.236.130',
  lost: never,
  run: () => never,
  converse: () => never,
  dial: () => never,
  shell: () => never,
  upload: () => never,
  settled: () => never,
  close: () => never,
  enoughSessions: () => never,
  docker: { info: () => never, getContainer: () => ({ start: () => never }), ping: () => never },
  dockerIfUp: { info: () => never },
} as unknown as Node;

/** A conversation that was begun, and says nothing. */
const muteProcess = {
  stdin: new Writable({ write: (_chunk, _encoding, done) => done() }),
  stdout: new PassThrough(),
  stderr: () => '',
  ended: never,
  stop: () => never,
};

const looking = operation({
  name: 'test.look',
  program: () => ({ script: ':', timeout: 1000 }),
  read: () => undefined,
});
const talkingTo = { name: 'test.talk', argv: () => ['cat'] };

type Operation = { [K in keyof Node]-?: Node[K] extends (...given: never[]) => unknown ? K : never }[keyof Node];

/** Each operation of the seam, how it is called, and the longest that it may wait, in milliseconds. */
const operations: Record<Operation | 'docker look' | 'docker change', [(node: Node) => Promise<unknown>, number]> = {
  run: [(node) => node.run(looking, {}), 1000 + deadlines.ending],
  converse: [(node) => node.converse(talkingTo, {}), deadlines.begin],
  dial: [(node) => node.dial('192.168.236.130', 2379), deadlines.begin],
  shell: [(node) => node.shell({ cols: 80, rows: 24 }), deadlines.begin],
  upload: [(node) => node.upload(Buffer.from('x'), '/x'), deadlines.stall],
  settled: [(node) => node.settled(), deadlines.begin],
  enoughSessions: [(node) => node.enoughSessions(), 60_000 + deadlines.ending],
  close: [(node) => node.close(), deadlines.close],
  'docker look': [(node) => node.docker.info(), deadlines.look + deadlines.doubt + deadlines.cause],
  'docker change': [
    (node) => node.docker.getContainer('x').start(),
    deadlines.change + deadlines.doubt + deadlines.cause,
  ],
};
const each = Object.entries(operations);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How the call ends, and after how long on the clock; undefined where it does not. */
async function ending(work: Promise<unknown>, most: number): Promise<{ error?: unknown; after: number } | undefined> {
  let end: { error?: unknown } | undefined;
  work.then(
    () => (end = {}),
    (error: unknown) => (end = { error }),
  );
  for (let after = 0; after <= most; after += 500) {
    await vi.advanceTimersByTimeAsync(after === 0 ? 0 : 500);
    if (end) return { ...end, after };
  }
  return undefined;
}

describe('a node that never answers', () => {
  it.each(each)('%s ends by itself, names the node, and leaves no timer', async (_name, [call, longest]) => {
    const end = await ending(call(boundedNode(mute)), longest + 1000);
    expect(end).toBeDefined();
    expect(end?.after).toBeGreaterThan(0);
    if (end?.error) expect(end.error).toMatchObject({ code: 'time-out', details: { node: 'node1' } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(each)('%s ends at once when nobody waits any more', async (_name, [call]) => {
    const leave = new AbortController();
    const going = call(boundedNode(mute, { leave: leave.signal }));
    going.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    leave.abort(new Error('left'));
    expect(await ending(going, 0)).toBeDefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(each)('%s is not begun after that', async (name, [call]) => {
    const asked = vi.fn(() => never);
    const node = new Proxy(mute, { get: (target, key) => (key === name ? asked : Reflect.get(target, key)) });
    const end = await ending(call(boundedNode(node, { leave: AbortSignal.abort(new Error('left')) })), 1000);
    expect(end).toBeDefined();
    if (name !== 'close') expect(asked).not.toHaveBeenCalled();
  });
});

describe('a node that is late', () => {
  /** Says why Docker is silent, where it is asked that; `looking` is answered only when told. */
  function late(state: string) {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const run: Node['run'] = async (asked, args) => {
      if (asked.name !== silenceCause.name) return answered as never;
      return asked.read({ status: 0, stdout: `state ${state}\n`, stderr: '' }, { node: 'node1', args });
    };
    const said: (string | undefined)[] = [];
    const slow = (_node: string, text: Words | undefined) => said.push(text === undefined ? text : english(text));
    return { node: boundedNode({ ...mute, run }, { slow }), answer, said };
  }

  it('is said to be so while a program waits with a Docker that was halted, with the way out, until it ends', async () => {
    const { node, answer, said } = late('T');
    const going = node.run(looking, {});
    await vi.advanceTimersByTimeAsync(deadlines.doubt - 1);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toEqual([expect.stringMatching(/^Docker on node1 does not answer: .*SIGSTOP.* -s CONT .*docker/)]);
    answer();
    await going;
    expect(said.at(-1)).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not said to be so where nothing is known, nor of one that answers in time', async () => {
    const { node, answer, said } = late('S');
    const going = node.run(looking, {});
    await vi.advanceTimersByTimeAsync(deadlines.doubt + 1000);
    answer();
    await going;
    const inTime = late('T');
    inTime.answer();
    await inTime.node.run(looking, {});
    expect([said, inTime.said]).toEqual([[], []]);
  });

  it.each(['a program', 'a request to Docker'])(
    'is said to be so itself where it does not answer either: %s',
    async (what) => {
      const said: string[] = [];
      const slow = (_node: string, text: Words | undefined) => said.push(text === undefined ? '' : english(text));
      const node = boundedNode(mute, { slow });
      const going: Promise<unknown> = what === 'a program' ? node.run(looking, {}) : node.docker.info();
      going.catch(() => undefined);
      await vi.advanceTimersByTimeAsync(deadlines.doubt + deadlines.cause);
      expect(said).toEqual([expect.stringMatching(/^node1 does not answer: the machine or the connection/)]);
      await vi.advanceTimersByTimeAsync(600_000);
    },
  );

  it('is said to be so for a request to Docker too, also where it is given up then', async () => {
    const { node, said } = late('T');
    const end = await ending(node.docker.info(), deadlines.doubt + 1000);
    expect(end).toMatchObject({ error: { code: 'time-out', details: { remedy: expect.stringContaining('CONT') } } });
    expect(said).toEqual([expect.stringMatching(/^Docker on node1 has not answered.* -s CONT /)]);
  });
});

describe('a conversation that was begun and says nothing', () => {
  const talking = { ...mute, converse: async () => muteProcess } as unknown as Node;

  it('ends for its reader when nobody waits any more', async () => {
    const leave = new AbortController();
    const talk = await boundedNode(talking, { leave: leave.signal }).converse(talkingTo, {});
    const lines: string[] = [];
    const read = (async () => {
      for await (const chunk of talk.stdout) lines.push(String(chunk));
    })();
    leave.abort(new Error('left'));
    expect(await ending(read, 0)).toBeDefined();
    await expect(talk.ended).rejects.toThrow('left');
  });

  it('is stopped on its node when nobody waits any more, also where the connection stays open', async () => {
    const leave = new AbortController();
    const stop = vi.fn(async () => undefined);
    const stoppable = { ...mute, converse: async () => ({ ...muteProcess, stop }) } as unknown as Node;
    const talk = await boundedNode(stoppable, { leave: leave.signal }).converse(talkingTo, {});
    leave.abort(new Error('left'));
    await expect(talk.ended).rejects.toThrow('left');
    expect(stop).toHaveBeenCalledOnce();
    await talk.stop();
    expect(stop).toHaveBeenCalledOnce();
  });

  it('is given up where it does not even stop', async () => {
    const talk = await boundedNode(talking).converse(talkingTo, {});
    expect(await ending(talk.stop(), deadlines.ending)).toMatchObject({ error: { code: 'time-out' } });
  });
});

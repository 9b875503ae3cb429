import { describe, expect, test, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import type { Node } from '../machine/port.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import type { ConnectOptions, Target } from '../remote/connect.ts';
import { NodeSessions } from './node-sessions.ts';

const target = (name: string, baseDir = '/labs/a'): Target => ({
  name,
  address: '192.168.0.1',
  ssh: { host: 'h' },
  baseDir,
  ownFiles: true,
});
const asked = { prompts: () => noPrompts };

/** Connections that tests open, drop and count. */
function network() {
  const made: { options: ConnectOptions; drop: (why?: Error) => void; closed: boolean; dead: boolean }[] = [];
  let hold: Promise<void> | undefined;
  const connect = async ({ name }: Target, options: ConnectOptions): Promise<Node> => {
    let drop: (why?: Error) => void = () => {};
    const lost = new Promise<Error | undefined>((resolve) => {
      drop = resolve;
    });
    const connection = { options, drop, closed: false, dead: false };
    made.push(connection);
    if (hold)
      await Promise.race([
        hold,
        new Promise((_, reject) =>
          options.signal?.addEventListener('abort', () => reject(new LabError('cancelled', 'given up'))),
        ),
      ]);
    const close = async () => {
      connection.closed = true;
      drop();
    };
    const run = async () => {
      if (connection.dead) throw new LabError('time-out', 'silent');
    };
    return { name, lost, close, run } as unknown as Node;
  };
  const holding = () => {
    let go = () => {};
    hold = new Promise((resolve) => {
      go = resolve;
    });
    return go;
  };
  return { made, connect, holding };
}

describe('connections to nodes', () => {
  test('one serves all who need the node at a time, also those who come while it is being made', async () => {
    const { made, connect } = network();
    const sessions = new NodeSessions({ connect });
    const [one, other] = await Promise.all([sessions.lend(target('n1'), asked), sessions.lend(target('n1'), asked)]);
    await sessions.lend(target('n2'), asked);
    expect(made).toHaveLength(2);
    await one.close();
    await one.close(); // twice is once
    await other.close();
    await sessions.lend(target('n1'), asked);
    expect(made).toHaveLength(2);
    await sessions.closeAll();
    expect(made.every(({ closed }) => closed)).toBe(true);
  });

  test('labs of other folders and other addresses get their own', async () => {
    const { made, connect } = network();
    const sessions = new NodeSessions({ connect });
    await sessions.lend(target('n1'), asked);
    await sessions.lend(target('n1', '/labs/b'), asked);
    await sessions.lend({ ...target('n1'), ssh: { host: 'h', port: 2222 } }, asked);
    expect(made).toHaveLength(3);
    await sessions.closeLab('/labs/b');
    expect(made.map(({ closed }) => closed)).toEqual([false, true, false]);
    await sessions.closeAll();
  });

  test('it is closed a while after its last user, not before', async () => {
    vi.useFakeTimers();
    try {
      const { made, connect } = network();
      const sessions = new NodeSessions({ connect, lingerMs: 1000 });
      const one = await sessions.lend(target('n1'), asked);
      const other = await sessions.lend(target('n1'), asked);
      await one.close();
      await vi.advanceTimersByTimeAsync(5000);
      expect(made[0]?.closed).toBe(false);
      await other.close();
      await vi.advanceTimersByTimeAsync(900);
      expect(made[0]?.closed).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(made[0]?.closed).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  test('after a drop the next one gets a new connection', async () => {
    const { made, connect } = network();
    const sessions = new NodeSessions({ connect });
    const node = await sessions.lend(target('n1'), asked);
    made[0]?.drop(new LabError('unreachable', 'gone'));
    await expect(node.lost).resolves.toMatchObject({ code: 'unreachable' });
    await sessions.lend(target('n1'), asked);
    expect(made).toHaveLength(2);
    await node.close(); // the old one's end leaves the new one alone
    expect(made[1]?.closed).toBe(false);
    await sessions.closeAll();
  });

  test('an idle one that has died in silence is replaced before it is lent', async () => {
    const { made, connect } = network();
    const sessions = new NodeSessions({ connect });
    await (await sessions.lend(target('n1'), asked)).close();
    if (made[0]) made[0].dead = true;
    await sessions.lend(target('n1'), asked);
    expect(made).toHaveLength(2);
    expect(made[0]?.closed).toBe(true);
    await sessions.closeAll();
  });

  test('who gives up does not end it for the others; the last one does, and its questions go', async () => {
    const { made, connect, holding } = network();
    holding();
    const sessions = new NodeSessions({ connect });
    const signals: AbortSignal[] = [];
    const prompts = (signal: AbortSignal) => {
      signals.push(signal);
      return noPrompts;
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const one = sessions.lend(target('n1'), { prompts, signal: first.signal });
    const other = sessions.lend(target('n1'), { prompts, signal: second.signal });
    first.abort();
    await expect(one).rejects.toThrow();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    second.abort();
    await expect(other).rejects.toThrow();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(made).toHaveLength(1);
  });

  test('a failure reaches everybody who waited, and is not kept', async () => {
    let fail = true;
    const { connect } = network();
    const sessions = new NodeSessions({
      connect: (to, options) => (fail ? Promise.reject(new LabError('auth-failed', 'no')) : connect(to, options)),
    });
    const both = [sessions.lend(target('n1'), asked), sessions.lend(target('n1'), asked)];
    for (const result of await Promise.allSettled(both))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'auth-failed' } });
    fail = false;
    await expect(sessions.lend(target('n1'), asked)).resolves.toMatchObject({ name: 'n1' });
    await sessions.closeAll();
  });

  test('terminals of a node share one of their own, and all else shares the other', async () => {
    const { made, connect } = network();
    const sessions = new NodeSessions({ connect });
    const terminals = { ...asked, use: 'terminals' } as const;
    await sessions.lend(target('n1'), asked);
    const [one, other] = [await sessions.lend(target('n1'), terminals), await sessions.lend(target('n1'), terminals)];
    expect(made.map(({ options }) => options.openAhead)).toEqual([undefined, 0]);
    await one.close();
    await other.close();
    await sessions.closeLab('/labs/a');
    expect(made.map(({ closed }) => closed)).toEqual([true, true]);
  });

  test('they are made one after another, and what was answered for the one is not asked for the other', async () => {
    const { made, connect, holding } = network();
    const go = holding();
    const questions: string[] = [];
    const prompts = () => ({
      ...noPrompts,
      password: async ({ node }: { node: string }) => {
        questions.push(node);
        return 'secret';
      },
    });
    const used: string[] = [];
    const sessions = new NodeSessions({
      connect: async (to, options) => {
        used.push(await options.prompts.password({ node: to.name, user: 'u', host: 'h' }));
        return connect(to, options);
      },
    });
    const both = [sessions.lend(target('n1'), { prompts }), sessions.lend(target('n1'), { prompts, use: 'terminals' })];
    await vi.waitFor(() => expect(made).toHaveLength(1));
    go();
    const [work] = await Promise.all(both);
    expect([questions, used]).toEqual([['n1'], ['secret', 'secret']]);
    // Also after a drop, where nobody is asked.
    made[0]?.drop(new LabError('unreachable', 'gone'));
    await work?.lost;
    await sessions.lend(target('n1'));
    expect([questions.length, used.length]).toEqual([1, 3]);
    await sessions.closeAll();
    await sessions.lend(target('n1'), { prompts });
    expect(questions).toHaveLength(2);
    await sessions.closeAll();
  });

  test('who can be asked waits for one that is made quietly, and makes another where that needs an answer', async () => {
    const { made, connect, holding } = network();
    const go = holding();
    const loud = { prompts: () => ({ ...noPrompts, acceptHostKey: async () => true }) };
    let code: 'host-key-unknown' | 'unreachable' = 'host-key-unknown';
    const sessions = new NodeSessions({
      connect: async (to, options) => {
        const node = await connect(to, options);
        const question = { node: to.name, host: 'h', port: 22, type: 't', fingerprint: 'f' };
        if (!(await options.prompts.acceptHostKey(question))) throw new LabError(code, 'no');
        return node;
      },
    });
    const quiet = sessions.lend(target('n1'));
    const asking = sessions.lend(target('n1'), loud);
    await vi.waitFor(() => expect(made).toHaveLength(1));
    go();
    await expect(quiet).rejects.toMatchObject({ code });
    await expect(asking).resolves.toMatchObject({ name: 'n1' });
    expect(made).toHaveLength(2);
    // An error that no answer can cure is reported to both.
    code = 'unreachable';
    const both = await Promise.allSettled([sessions.lend(target('n2')), sessions.lend(target('n2'), loud)]);
    expect(both.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([code, code]);
    await sessions.closeAll();
  });
});

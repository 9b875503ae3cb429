import { afterAll, describe, expect, test } from 'vitest';
import type { RemoteShell } from '../../src/core/machine/port.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { connectNode, type Target } from '../../src/core/remote/connect.ts';
import { NodeSessions } from '../../src/core/runs/node-sessions.ts';
import { LabWatch } from '../../src/core/watch/lab-watch.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { anotherSshd } from '../support/nodes/remote-lab.ts';
import { labFile, mustPerform } from '../support/nodes/run-lab.ts';

const most = 8;
const screen = { cols: 80, rows: 24 };

/** What a shell printed so far. */
function printedBy({ output }: RemoteShell): () => string {
  let text = '';
  output.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return () => text;
}

/** Types a line whose answer is not in the line itself. */
async function answers(shell: RemoteShell, printed: () => string, word: string): Promise<void> {
  shell.write(`echo "${word}"-"is"-"here"\r`);
  await expect.poll(printed, { timeout: 20_000 }).toContain(`${word}-is-here`);
}

describe.skipIf(!labFile)('terminals have a connection of their own', () => {
  const fresh = freshForAll();
  const sessions = new NodeSessions();
  afterAll(() => sessions.closeAll());

  const targetOf = (name: string): Target => {
    const { lab, baseDir } = fresh.loaded;
    const found = lab.nodes.find((one) => one.name === name);
    if (!found) throw new Error(name);
    return { ...found, baseDir, ownFiles: true };
  };

  test('eight on a node answer while a run goes and the watch looks; the ninth is told the limit', async () => {
    const [name = ''] = fresh.nodes;
    const over = new AbortController();
    const seen = new Set<string>();
    const unseen: string[] = [];
    const watch = new LabWatch(
      { ...fresh.loaded, ownFiles: true },
      {
        connect: (target, signal) => sessions.lend(target, { signal }),
        tell: (news) => {
          if (news.type !== 'seen') return;
          if (news.seen.state === 'now') seen.add(news.node);
          else unseen.push(news.seen.error.message);
        },
      },
    );
    const watching = watch.run(over.signal);
    await expect.poll(() => seen.size, { timeout: 20_000 }).toBe(fresh.nodes.length);
    const running = mustPerform(fresh.loaded, {
      command: 'run',
      only: ['image', 'etcd', 'daemon', 'network', 'workers'],
      connect: (target, { signal }) => sessions.lend(target, { ...(signal && { signal }) }),
    });
    const shells: RemoteShell[] = [];
    for (let count = 0; count < most; count += 1) {
      const node = await sessions.lend(targetOf(name), { use: 'terminals', prompts: () => noPrompts });
      const shell = await node.shell(screen);
      shells.push(shell);
      await answers(shell, printedBy(shell), `early${count}`);
    }
    const ninth = await sessions.lend(targetOf(name), { use: 'terminals' });
    await expect(ninth.shell(screen)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`${most} terminals on ${name}`),
    });
    const established = await inNode(fresh.lab, name, 'ss -Htn state established "sport = :22" | wc -l');
    expect(Number(established)).toBe(2);
    await running;
    await Promise.all(shells.map((shell, at) => answers(shell, printedBy(shell), `late${at}`)));
    expect(unseen).toEqual([]);
    // A place that is free again is for the next one.
    shells[0]?.close();
    await shells[0]?.ended;
    await expect.poll(() => ninth.shell(screen).then(() => 'open', String)).toBe('open');
    over.abort();
    await watching;
  });

  test.each([
    [1, 'MaxSessions 1'],
    [2, 'MaxSessions 2'],
  ])(
    'with MaxSessions %i there are as many as sshd bears, and the setting is named',
    async (sessionsThere, settings) => {
      const { target, options } = await anotherSshd(settings);
      const own = new NodeSessions({ connect: (to, how) => connectNode(to, { ...how, ...options }) });
      try {
        const node = await own.lend(target, { use: 'terminals', prompts: () => options.prompts });
        // The guard has one.
        for (let count = 1; count < sessionsThere; count += 1) {
          const shell = await node.shell(screen);
          await answers(shell, printedBy(shell), 'here');
        }
        await expect(node.shell(screen)).rejects.toMatchObject({
          code: 'refused',
          details: { remedy: expect.stringContaining('MaxSessions') },
        });
        // What works on the node is not touched by it.
        const work = await own.lend(target, { prompts: () => options.prompts });
        if (sessionsThere > 1) expect((await work.docker.version()).ApiVersion).toBeTruthy();
      } finally {
        await own.closeAll();
      }
    },
  );

  test('MaxStartups 1: both connections of a node are made one after another', async () => {
    const { target, options } = await anotherSshd('MaxStartups 1');
    const own = new NodeSessions({ connect: (to, how) => connectNode(to, { ...how, ...options }) });
    try {
      const prompts = () => options.prompts;
      const [work, node] = await Promise.all([
        own.lend(target, { prompts }),
        own.lend(target, { prompts, use: 'terminals' }),
      ]);
      const shell = await node.shell(screen);
      await answers(shell, printedBy(shell), 'here');
      expect((await work.docker.version()).ApiVersion).toBeTruthy();
    } finally {
      await own.closeAll();
    }
  });
});

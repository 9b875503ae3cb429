import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Node, ShellOptions } from '../machine/port.ts';
import { standInShell } from '../terminal/fixtures/stand-in-shell.ts';
import { standInWindow } from '../terminal/fixtures/stand-in-window.ts';
import { testCore, until } from './fixtures/test-core.ts';

const size = { cols: 80, rows: 24 };

/** Nodes whose shells are stand-ins. */
function nodes() {
  const shells: (ReturnType<typeof standInShell> & { options: ShellOptions })[] = [];
  let connections = 0;
  const connect = async ({ name }: { name: string }): Promise<Node> => {
    connections++;
    const shell = async (options: ShellOptions) => {
      const one = { ...standInShell(), options };
      shells.push(one);
      return one.shell;
    };
    const node = { name, lost: new Promise(() => {}), shell, docker: {}, dockerIfUp: {}, close: async () => {} };
    return node as unknown as Node;
  };
  return { connect, shells, connections: () => connections };
}

describe('terminals', () => {
  test('open on the node, over one connection, each with a channel of its own', async () => {
    const { connect, shells, connections } = nodes();
    const { client, core, addLab } = await testCore({ connect });
    const { id: lab } = await addLab();
    const ids = [];
    for (let count = 0; count < 2; count++)
      ids.push((await client.terminals.open({ lab, node: 'n1', ...size })).terminal);
    expect([connections(), shells.length, new Set(ids).size]).toEqual([1, 2, 2]);
    expect(shells[0]?.options).toEqual(size);
    const window = standInWindow();
    expect(core.attachTerminal(ids[0] ?? '', window.channel, { who: 'owner' })).toBe(true);
    expect(core.attachTerminal(ids[0] ?? '', standInWindow().channel, { who: 'owner' })).toBe(false);
    expect(core.attachTerminal(randomUUID(), standInWindow().channel, { who: 'owner' })).toBe(false);
    window.type('ls');
    await expect.poll(() => shells[0]?.heard.input).toBe('ls');
    expect(shells[1]?.heard.input).toBe('');
  });

  test('close ends the shell, and its id is worth nothing then', async () => {
    const { connect, shells } = nodes();
    const { client, core, addLab } = await testCore({ connect });
    const { terminal } = await client.terminals.open({ lab: (await addLab()).id, node: 'n1', ...size });
    await client.terminals.close({ terminal });
    expect(shells[0]?.heard.closed).toBe(1);
    await expect.poll(() => core.attachTerminal(terminal, standInWindow().channel, { who: 'owner' })).toBe(false);
    await expect(client.terminals.close({ terminal })).rejects.toMatchObject({ data: { code: 'not-found' } });
  });

  test('in a container runs a shell there; what is no container name runs nothing', async () => {
    const { connect, shells } = nodes();
    const { client, addLab } = await testCore({ connect });
    const { id: lab } = await addLab();
    await client.terminals.open({ lab, node: 'n1', container: 'worker-1', ...size });
    expect(shells[0]?.options.command?.slice(0, 3)).toEqual(['docker', 'exec', '-it']);
    expect(shells[0]?.options.command).toContain('worker-1');
    for (const container of ['--privileged', '', 'a b', 'a;b', 'a/b', '$(x)'])
      await expect(client.terminals.open({ lab, node: 'n1', container, ...size })).rejects.toMatchObject({
        data: { code: 'bad-input' },
      });
    expect(shells).toHaveLength(1);
  });

  test('there are a hundred at most', async () => {
    const { connect, shells } = nodes();
    const { client, addLab } = await testCore({ connect });
    const { id: lab } = await addLab();
    const open = () => client.terminals.open({ lab, node: 'n1', ...size });
    const ends = await Promise.allSettled(Array.from({ length: 120 }, open));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    await expect(open()).rejects.toMatchObject({ data: { code: 'refused' } });
    expect(shells).toHaveLength(100);
    const [first] = ends;
    await client.terminals.close(first?.status === 'fulfilled' ? first.value : { terminal: '' });
    await expect.poll(() => open().catch(() => undefined)).toBeDefined();
  });

  test('sizes that no terminal has are refused', async () => {
    const { connect, shells } = nodes();
    const { client, addLab } = await testCore({ connect });
    const { id: lab } = await addLab();
    for (const wrong of [
      { cols: 1, rows: 24 },
      { cols: 80, rows: 0 },
      { cols: 1e9, rows: 24 },
      { cols: 80.5, rows: 24 },
    ])
      await expect(client.terminals.open({ lab, node: 'n1', ...wrong })).rejects.toMatchObject({
        data: { code: 'bad-input' },
      });
    expect(shells).toEqual([]);
  });
});

describe('what is typed in them', () => {
  const command = 'docker exec worker-1 ping -c 4 worker-2';
  const result = `PING worker-2 (10.0.0.3): 56 data bytes\r\n\r\n--- worker-2 ping statistics ---\r\n4 packets transmitted, 4 packets received, 0% packet loss\r\nround-trip min/avg/max = 0.081/0.094/0.120 ms\r\n`;

  test('becomes a result of the lab of its terminal and of no other, without any screen that listens', async () => {
    const { connect, shells } = nodes();
    const { client, core, addLab } = await testCore({ connect });
    const [mine, other] = [await addLab('mine'), await addLab('other')];
    const { terminal } = await client.terminals.open({ lab: mine.id, node: 'n1', ...size });
    const window = standInWindow();
    core.attachTerminal(terminal, window.channel, { who: 'owner' });
    shells[0]?.print('root@n1:~# ');
    await expect.poll(() => window.text()).toContain('~#');
    window.type(`${command}\r`);
    shells[0]?.print(`${command}\r\n${result}root@n1:~# `);
    const [entry] = await until(client.labs.typed({ id: mine.id }), ([one]) => one?.measurement !== undefined);
    expect(entry).toMatchObject({
      ...{ node: 'n1', step: 'ping', command, state: 'ended' },
      measurement: { kind: 'ping', from: 'worker-1', to: 'worker-2', target: '10.0.0.3', received: 4 },
    });
    expect(await until(client.labs.typed({ id: other.id }), () => true)).toEqual([]);
  });
});

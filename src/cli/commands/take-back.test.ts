import { describe, expect, it } from 'vitest';
import { standIn } from '../fixtures/stand-in.ts';
import { typed } from '../fixtures/typed.ts';
import { runCli } from '../program.ts';

describe('reset and undo ask before they act', () => {
  const changes = [
    { step: 'workers' as const, change: 'container worker-1\x1b[31m', fate: 'remove' as const },
    { step: 'etcd' as const, change: 'service etcd', fate: 'remove' as const },
  ];
  const labStatus = async () => ({
    nodes: [
      { name: 'node1', changes, inDoubt: false },
      { name: 'node2', unknown: 'no route', changes: [], inDoubt: false },
    ],
  });

  it('shows the plan, and a no changes nothing', async () => {
    const stand = standIn({ tty: true });
    const over = runCli(['undo', 'workers'], { ...stand.deps, labStatus });
    await typed(stand, /Undo this\? Type yes or no/, 'no\r');
    expect(await over).toBe(130);
    expect(stand.started).toEqual([]);
    const [plan = ''] = stand.stderr.text.split('Undo this?');
    expect(plan).toMatch(/node1: 1 change\n {4}workers: container worker-1\n/);
    expect(plan).toMatch(/node2: unreachable, so what is here is unknown: no route/);
    expect(plan).not.toMatch(/service etcd|\x1b/);
  });

  it('names what was created manually on the network, and how to include it, where the network goes', async () => {
    const unowned = [{ container: 'mine\x1b[31m', network: 'myapp' }];
    const nodes = [
      { name: 'node1', changes, inDoubt: false, unowned },
      { name: 'node2', changes: [], inDoubt: false, unowned, ended: ['theirs'] },
    ];
    const plans = [['undo', 'network'], ['reset'], ['undo', 'workers'], ['reset', '--include-unowned']].map(
      async (words) => {
        const stand = standIn({ tty: true });
        const over = runCli(words, { ...stand.deps, labStatus: async () => ({ nodes }) });
        await typed(stand, /Undo this\? Type yes or no/, 'no\r');
        await over;
        return stand.stderr.text;
      },
    );
    const [network = '', all = '', workers, included] = await Promise.all(plans);
    for (const plan of [network, all]) {
      expect(plan).toMatch(
        / {2}node1: .*\n {4}created manually: container mine, on myapp\n {2}node2: .*\n {4}created manually/s,
      );
      expect(plan).toMatch(/a network stays while .* --include-unowned/);
      expect(plan.includes('a reset starts it again: container theirs')).toBe(plan === all);
    }
    expect(workers).not.toMatch(/created manually/);
    expect(included).toMatch(/created manually: container mine, on myapp/);
    expect(included).not.toMatch(/a network stays/);
  });

  it('a yes acts, also where nothing of the lab stands', async () => {
    const stand = standIn({ tty: true });
    const over = runCli(['reset', '--include-unowned'], stand.deps);
    await typed(stand, /Undo this\?/, 'yes\r');
    expect(await over).toBe(0);
    expect(stand.started).toMatchObject([{ command: 'reset', includeUnowned: true }]);
    expect(stand.stderr.text).toMatch(/node2: the app's ledger here has no entries for this/);
    expect(stand.stderr.text).toMatch(/Manually created containers are first disconnected .* they are kept/);
  });
});

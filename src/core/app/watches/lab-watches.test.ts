import { describe, expect, test, vi } from 'vitest';
import { LabError } from '../../../shared/errors.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { emptySnapshot } from '../../../shared/snapshot/snapshot.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { NodeSessions } from '../../runs/node-sessions.ts';
import { LabWatches } from './lab-watches.ts';

const lab: Lab = {
  name: 'class',
  track: 'etcd',
  network: { name: 'myapp' },
  nodes: [{ name: 'n1', address: '10.0.0.1', ssh: { host: 'h' } }],
};
const trusted: TrustedLab = { lab, file: '/labs/class.yaml', baseDir: '/labs', ownFiles: true };
const snapshot = {
  ...emptySnapshot,
  stands: [{ step: 'image' as const, node: 'n1', state: 'done' as const, problems: [], at: '2026-01-01T12:00:00Z' }],
};

function watches(agreed: () => Promise<TrustedLab> = async () => trusted) {
  let connections = 0;
  const sessions = new NodeSessions({
    connect: async () => {
      connections += 1;
      throw new LabError('unreachable', 'not there');
    },
  });
  const all = new LabWatches({
    sessions,
    startRun: () => {
      throw new Error('nothing is looked at on nodes that are not seen');
    },
    agreed,
    isBusy: () => false,
    isRunning: () => false,
    told: () => undefined,
    lingerMs: 20,
  });
  return { all, connections: () => connections };
}

describe('labs that windows look at', () => {
  test('are watched while one does, once, and not a moment longer than it takes to reload a window', async () => {
    const { all, connections } = watches();
    expect(all.in('a', lab, snapshot)).toBe(snapshot);
    const ends = [all.begin('a'), all.begin('a')];
    await vi.waitFor(() => expect(connections()).toBe(1));
    const known = all.in('a', lab, snapshot);
    expect(known.stands[0]).toMatchObject({ state: 'unknown', lost: { why: 'unseen', node: 'n1' } });
    expect(known.nodes).toMatchObject([{ node: 'n1', seen: { state: 'unknown' } }]);
    ends[0]?.();
    ends[0]?.();
    const again = all.begin('a');
    ends[1]?.();
    again();
    await vi.waitFor(() => expect(all.in('a', lab, snapshot)).toBe(snapshot));
  });

  test('of which nobody agreed to the file, are not connected to, and nothing is known of them', async () => {
    const { all, connections } = watches(async () => {
      throw new LabError('cancelled', 'nobody agreed');
    });
    const end = all.begin('a');
    await vi.waitFor(() =>
      expect(all.in('a', lab, snapshot).nodes).toMatchObject([
        { seen: { state: 'unknown', error: { message: 'nobody agreed' } } },
      ]),
    );
    expect(all.in('a', lab, snapshot).stands[0]?.state).toBe('unknown');
    expect(connections()).toBe(0);
    end();
    all.close();
  });

  test('are twelve at most; one more waits until a place is free', async () => {
    const { all, connections } = watches();
    const ends = Array.from({ length: 13 }, (_, at) => all.begin(`lab${at}`));
    await vi.waitFor(() => expect(connections()).toBeGreaterThan(0));
    const code = (at: number) => {
      const [sight] = all.in(`lab${at}`, lab, snapshot).nodes;
      return sight?.seen.state === 'unknown' ? sight.seen.error.code : 'seen';
    };
    expect([code(11), code(12)]).toEqual(['unreachable', 'refused']);
    ends[4]?.();
    await vi.waitFor(() => expect(code(12)).toBe('unreachable'));
    all.close();
  });

  test('and one that no window looks at any more makes place at once', () => {
    const { all } = watches();
    const ends = Array.from({ length: 12 }, (_, at) => all.begin(`lab${at}`));
    ends[0]?.();
    all.begin('lab12');
    expect(all.in('lab12', lab, snapshot).nodes).not.toMatchObject([{ seen: { error: { code: 'refused' } } }]);
    expect(all.in('lab11', lab, snapshot).nodes).not.toMatchObject([{ seen: { error: { code: 'refused' } } }]);
    all.close();
  });
});

import { expect, test } from 'vitest';
import { fasterThan, figuresOf } from '../../shared/compare/comparison.ts';
import { comparisonTables, comparisonWords } from '../../shared/compare/comparison-tables.ts';
import { labSchema } from '../../shared/lab/lab.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { BandwidthMeasurement, Measurement } from '../../shared/run/measurements.ts';
import type { TrackId } from '../../shared/tracks/tracks.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { compareTracks, type Perform } from './compare-tracks.ts';

const lab = {
  lab: labSchema.parse({
    name: 'lab',
    track: 'etcd',
    network: {},
    nodes: [1, 2].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}`, ssh: { host: `n${n}` } })),
  }),
} as TrustedLab;

const result = (measurements: Measurement[], more: Partial<RunResult> = {}): RunResult => ({
  ...{ ok: true, command: 'run', changes: 1, seconds: 2, findings: [], proofs: [], errors: [] },
  measurements,
  ...more,
});
const rate = (path: BandwidthMeasurement['path'], megabits: number): BandwidthMeasurement => ({
  ...{ kind: 'bandwidth', path, from: 'node2', to: 'node1', tool: 'iperf3', seconds: 5 },
  ...{ bitsPerSecond: megabits * 1e6, bytes: 1, retransmits: 3 },
});
const ping: Measurement = {
  ...{ kind: 'ping', from: 'worker-1', to: 'worker-2', target: '10.0.0.3', sent: 4, received: 4, lossPercent: 0 },
  ...{ ttl: 64, rttMs: { min: 0.1, avg: 0.2, max: 0.3 } },
};

/** What was done, a line a run; overlays carry as much of 1000 Mbit/s as their track is given. */
function performing(overlays: Partial<Record<TrackId, number[]>>, failAt?: string) {
  const done: string[] = [];
  const perform: Perform = async ({ lab: { track } }, { command, only }) => {
    const line = [track, command, ...(only ?? [])].join(' ');
    done.push(line);
    if (line === failAt) {
      const code = failAt.startsWith('swarm') ? 'cancelled' : 'command-failed';
      return result([], { ok: false, errors: [{ code, message: 'no' }] });
    }
    if (!only) return result(command === 'run' ? [ping] : []);
    const [path] = only;
    return result([path === 'iperf-native' ? rate('native', 1000) : rate('overlay', overlays[track]?.shift() ?? 0)]);
  };
  return { done, perform };
}
const asked = { tracks: ['etcd', 'swarm'], repeats: 3, iperfSeconds: 5 } as const;

test('each track is built, measured in mixed order and taken back before the next one', async () => {
  const { done, perform } = performing({ etcd: [800, 810, 805], swarm: [600, 610, 605] });
  const comparison = await compareTracks(lab, asked, perform);
  const of = (track: string) => {
    const [native, overlay] = ['iperf-native', 'iperf-overlay'].map((path) => `${track} run ${path}`);
    return [`${track} run`, native, overlay, overlay, native, native, overlay, `${track} reset`];
  };
  expect(done).toEqual([...of('etcd'), ...of('swarm')]);
  expect(fasterThan(comparison.tracks.map(figuresOf))).toEqual([{ more: 'etcd', less: 'swarm' }]);
  expect(comparisonWords(comparison)).toEqual(['etcd carries more of the native bandwidth than swarm.']);
  const [bandwidth, packets] = comparisonTables(comparison);
  expect(bandwidth?.rows[0]).toEqual(['etcd', '1000 ± 0', '805 ± 12', '0.81 ± 0.01', '3 ± 0']);
  expect(packets?.rows[1]).toEqual(['swarm', '0.200 ms', '0 %', '64', '–', 'no packet caught']);
});

test('it says nothing of which is faster where the intervals overlap, or where there are none', async () => {
  const near = performing({ etcd: [700, 900, 800], swarm: [650, 850, 750] });
  expect(comparisonWords(await compareTracks(lab, asked, near.perform))).toEqual([
    'The intervals overlap: these measurements do not say which track is faster.',
  ]);
  const once = performing({ etcd: [900], swarm: [100] });
  const comparison = await compareTracks(lab, { ...asked, repeats: 1 }, once.perform);
  expect(comparisonWords(comparison)[0]).toMatch(/^With one measurement/);
});

test('a track that fails is taken back and named, and the others are compared', async () => {
  const { done, perform } = performing({ swarm: [600, 610, 605] }, 'etcd run iperf-overlay');
  const comparison = await compareTracks(lab, asked, perform);
  expect(done.slice(0, 5)).toEqual([
    'etcd run',
    'etcd run iperf-native',
    'etcd run iperf-overlay',
    'etcd reset',
    'swarm run',
  ]);
  expect(comparison.tracks.map(({ track }) => track)).toEqual(['swarm']);
  expect(comparisonWords(comparison)).toEqual(['The track etcd could not be compared: no']);
});

test('nothing is compared where a track could not be taken back, or none could be built', async () => {
  const kept = performing({}, 'etcd reset');
  await expect(compareTracks(lab, asked, kept.perform)).rejects.toMatchObject({ code: 'command-failed' });
  expect(kept.done.at(-1)).toBe('etcd reset');
  const failed = performing({}, 'etcd run iperf-overlay');
  await expect(compareTracks(lab, { ...asked, tracks: ['etcd'] }, failed.perform)).rejects.toMatchObject({
    code: 'command-failed',
    message: 'The track etcd could not be compared: no',
    details: { remedy: expect.stringMatching(/^Leave this track out/) },
  });
  expect(failed.done).toEqual(['etcd run', 'etcd run iperf-native', 'etcd run iperf-overlay', 'etcd reset']);
});

test('cancelled in a run it takes back what it has built, although others were cancelled, and says so', async () => {
  const { done, perform } = performing({ etcd: [1, 1, 1] }, 'swarm run');
  const although: unknown[] = [];
  const watched: Perform = (on, run, how) => {
    although.push(how);
    return perform(on, run);
  };
  await expect(compareTracks(lab, asked, watched)).rejects.toMatchObject({
    code: 'cancelled',
    message: 'Cancelled while swarm was compared. The lab was reset: the nodes are as they were',
  });
  expect([done.at(-1), although.at(-1)]).toEqual(['swarm reset', 'cancelled']);
  const kept = performing({ etcd: [1, 1, 1] }, 'swarm run');
  const notReset: Perform = async (on, run, how) => (how ? result([], { ok: false }) : kept.perform(on, run));
  await expect(compareTracks(lab, asked, notReset)).rejects.toMatchObject({
    details: { remedy: expect.stringMatching(/a reset of the lab undoes it/) },
  });
});

test('cancelled between two runs, none begins but the reset', async () => {
  const { done, perform } = performing({ etcd: [1, 1, 1] });
  const over = new AbortController();
  const watched: Perform = async (on, run) => {
    const told = await perform(on, run);
    if (done.length === 2) over.abort();
    return told;
  };
  const comparing = compareTracks(lab, asked, watched, { signal: over.signal });
  await expect(comparing).rejects.toMatchObject({ code: 'cancelled', message: expect.stringContaining('was reset') });
  expect(done).toEqual(['etcd run', 'etcd run iperf-native', 'etcd reset']);
});

test('what another app builds meanwhile is never taken back', async () => {
  const errors = [{ code: 'held' as const, node: 'node1', message: 'ann works on it' }];
  const held = performing({});
  const busy: Perform = async (on, run) => {
    await held.perform(on, run);
    return result([], { ok: false, errors });
  };
  await expect(compareTracks(lab, asked, busy)).rejects.toMatchObject({
    code: 'held',
    message: 'Not compared, another app works on this lab: ann works on it',
    details: { node: 'node1' },
  });
  expect(held.done).toEqual(['etcd run']);
  const built = performing({});
  const other: Perform = async (on, run) => {
    await built.perform(on, run);
    return result([], { ok: false, errors: [{ code: 'refused', message: 'The nodes have the track swarm' }] });
  };
  await expect(compareTracks(lab, asked, other)).rejects.toMatchObject({
    code: 'refused',
    message: 'The track etcd could not be begun, nothing was changed: The nodes have the track swarm',
  });
  expect(built.done).toEqual(['etcd run']);
});

test('processor time is told for each Gbit that was carried, and headers as they were caught', async () => {
  const { perform } = performing({ etcd: [800, 800, 800], swarm: [400, 400, 400] });
  const tunnel: Measurement = {
    ...{ kind: 'tunnel', node: 'node1', device: 'vxlan0', vni: 256, behind: [] },
    packet: { from: '10.1.0.1', to: '10.1.0.2', vni: 256, headers: 54 },
  };
  const counted: Perform = async (on, run) => {
    const told = await perform(on, run);
    const more = (one: Measurement): Measurement =>
      one.kind === 'bandwidth' ? { ...one, bytes: 250e6, processor: { sender: 1, receiver: 3 } } : one;
    return { ...told, measurements: [...told.measurements.map(more), ...(run.command === 'run' ? [tunnel] : [])] };
  };
  const comparison = await compareTracks(lab, asked, counted);
  const [, packets, , processor] = comparisonTables(comparison);
  expect(packets?.rows[0]?.at(-1)).toBe('54 bytes more, as caught: VXLAN, VNI 256');
  expect(processor?.rows[0]).toEqual(['etcd', '0.500 ± 0.000', '1.500 ± 0.000', '0.500 ± 0.000', '1.500 ± 0.000']);
  const [first] = comparison.tracks;
  const ping: Measurement = {
    ...{ kind: 'ping', from: 'worker-1', to: 'worker-2', target: '10.244.2.2', sent: 4, received: 4, lossPercent: 0 },
    headers: 0,
  };
  const plain = { ...comparison, tracks: first ? [{ ...first, track: 'routed' as const, measurements: [ping] }] : [] };
  expect(comparisonTables(plain)[1]?.rows[0]?.at(-1)).toBe('0 bytes more, as caught: no tunnel');
  expect(comparisonTables({ ...comparison, tracks: [] })).toHaveLength(3);
});

import { describe, expect, it } from 'vitest';
import { labSchema } from '../../shared/lab.ts';
import { stepIds } from '../../shared/steps.ts';
import { buildTasks, inOrder, withNeeds } from '../engine/task.ts';
import { etcdTrack } from './catalogue.ts';

const lab = labSchema.parse({
  name: 'lab',
  track: 'etcd',
  network: { subnet: '10.0.9.0/24' },
  nodes: [1, 2, 3].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}`, ssh: { host: `n${n}` } })),
});
const ids = etcdTrack.map(({ id }) => id);

describe('the track', () => {
  it('has each step once, in the tutorial’s order', () => {
    expect(ids).toEqual([...stepIds]);
    expect(new Set(etcdTrack.map(({ title }) => title)).size).toBe(ids.length);
  });

  it('needs only what it has, and nothing in a circle', () => {
    const named = etcdTrack.flatMap(({ needs, after }) => [...needs.map(({ step }) => step), ...(after ?? [])]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(inOrder(etcdTrack)).toHaveLength(ids.length);
    expect(buildTasks(etcdTrack, lab.nodes as never[])).toHaveLength(7 * 3 + 4);
  });

  it('builds everything on what preflight found', () => {
    for (const { id, kind } of etcdTrack)
      if (kind === 'build') expect(withNeeds(etcdTrack, [id]).has('preflight'), id).toBe(true);
  });

  it('measures only what was built', () => {
    for (const id of ['interfaces', 'ping', 'iperf-overlay', 'tunnel'] as const)
      expect([...withNeeds(etcdTrack, [id])]).toEqual(
        expect.arrayContaining(['workers', 'network', 'daemon', 'etcd', 'image']),
      );
  });

  it('measures bandwidth when nothing else runs: after all that works on the nodes', () => {
    const afterOf = (id: string) => etcdTrack.find((step) => step.id === id)?.after ?? [];
    expect(afterOf('iperf-native')).toEqual(expect.arrayContaining(['workers', 'interfaces', 'ping']));
    expect(afterOf('iperf-overlay')).toEqual(expect.arrayContaining(['iperf-native', 'interfaces', 'ping']));
  });
});

describe.each(etcdTrack.map((step) => [step.id, step] as const))('%s', (_, step) => {
  it('says what it is, and what a person would type, on nodes of the lab', () => {
    const commands = step.commands(lab);
    expect(step.title).toMatch(/^[A-Z].{4,60}$/);
    expect(commands.length).toBeGreaterThan(0);
    for (const { node, command } of commands) {
      expect(lab.nodes.map(({ name }) => name)).toContain(node);
      expect(command).not.toMatch(/undefined|NaN|\[object|0\.0\.0\.0/);
    }
  });

  it('can be applied where it builds, and taken back where nothing tells of it any more', () => {
    if (step.kind === 'build') expect([typeof step.apply, typeof step.sweep]).toEqual(['function', 'function']);
    else expect(step.sweep).toBeUndefined();
  });
});

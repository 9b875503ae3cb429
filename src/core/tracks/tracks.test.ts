import { describe, expect, it } from 'vitest';
import { labSchema } from '../../shared/lab/lab.ts';
import { english } from '../../shared/texts/text.ts';
import { inOrder, withNeeds } from '../../shared/tracks/outline.ts';
import { stepIds, type TrackId, trackIds } from '../../shared/tracks/tracks.ts';
import { buildTasks } from '../engine/task.ts';
import { trackOf } from './tracks.ts';

const labOf = (track: TrackId) =>
  labSchema.parse({
    name: 'lab',
    track,
    network: { subnet: '10.0.9.0/24' },
    nodes: [1, 2, 3].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}`, ssh: { host: `n${n}` } })),
  });

describe.each(trackIds)('the track %s', (id) => {
  const lab = labOf(id);
  const track = trackOf(lab);
  const { steps } = track;
  const ids = steps.map((step) => step.id);

  it('has each step once, and all of them in parts', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((one) => !stepIds.includes(one))).toEqual([]);
    expect(new Set(steps.map(({ title }) => english(title))).size).toBe(ids.length);
    expect(track.parts.flatMap((part) => part.steps).toSorted()).toEqual(ids.toSorted());
  });

  it('needs only what it has, and nothing in a circle', () => {
    const named = steps.flatMap(({ needs, after }) => [...needs.map(({ step }) => step), ...(after ?? [])]);
    expect([...named, track.store].filter((one) => !ids.includes(one))).toEqual([]);
    expect(inOrder(steps)).toHaveLength(ids.length);
    const onNodes = steps.filter(({ scope }) => scope === 'node').length;
    expect(buildTasks(steps, lab.nodes as never[])).toHaveLength(onNodes * 3 + ids.length - onNodes);
  });

  it('builds everything on what preflight found', () => {
    for (const step of steps)
      if (step.kind === 'build') expect(withNeeds(track, [step.id]).includes('preflight'), step.id).toBe(true);
  });

  it('measures only what was built', () => {
    for (const one of ['interfaces', 'ping', 'iperf-overlay', ...ids.filter((step) => step === 'tunnel')])
      expect(withNeeds(track, [one])).toEqual(expect.arrayContaining(['workers', 'network', track.store, 'image']));
  });

  it('measures bandwidth when nothing else runs: after all that works on the nodes', () => {
    const afterOf = (one: string) => steps.find((step) => step.id === one)?.after ?? [];
    expect(afterOf('iperf-native')).toEqual(expect.arrayContaining(['workers', 'interfaces', 'ping']));
    expect(afterOf('iperf-overlay')).toEqual(expect.arrayContaining(['iperf-native', 'interfaces', 'ping']));
  });
});

const works = trackIds.flatMap((id) => trackOf({ track: id }).steps.map((step) => [id, step.id, step] as const));

describe.each(works)('%s: %s', (id, _, step) => {
  const lab = labOf(id);

  it('says what it is, and what a person would type, on nodes of the lab', () => {
    const commands = step.commands(lab);
    expect(english(step.title)).toMatch(/^[A-Z].{4,60}$/);
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

import { describe, expect, it } from 'vitest';
import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import { labSchema } from '../../shared/lab/lab.ts';
import { english } from '../../shared/texts/text.ts';
import { trackIds } from '../../shared/tracks/tracks.ts';
import { describeChange, isPlausible } from '../ledger/change.ts';
import { faults } from '../machine/faults/faults.ts';
import { shownState } from './drill-state.ts';
import { drills, drillsOf, rowsOf } from './drills.ts';

const labOf = (track: string) =>
  labSchema.parse({
    ...{ name: 'lab', track, network: { name: 'myapp' } },
    nodes: [1, 2].map((n) => ({ name: `node${n}`, address: `192.168.236.13${n}`, ssh: { host: `n${n}` } })),
  });

it('there are enough of them, for every track', () => {
  expect(drills.length).toBeGreaterThanOrEqual(20);
  for (const track of trackIds) expect(drillsOf(track).length).toBeGreaterThanOrEqual(4);
  expect(new Set(drills.map(({ id }) => id)).size).toBe(drills.length);
});

describe.each(drills.map((drill) => [drill.id, drill] as const))('%s', (id, drill) => {
  it('is a cause of the catalogue, with a title, three hints, and more than one cause to choose from', () => {
    expect(diagnosisOf(drill.row)).toBeDefined();
    for (const track of drill.tracks) {
      const running = {
        drill,
        since: new Date().toISOString(),
        hints: 9,
        guesses: 0,
        isNamed: false,
        isSurprise: false,
        named: [],
      };
      const { running: shown, choices } = shownState(labOf(track), running, []);
      expect(shown?.hints.map(english).every((hint) => hint.length > 10)).toBe(true);
      expect(shown?.hints).toHaveLength(3);
      expect(choices.map(({ row }) => row)).toEqual(rowsOf(track));
      expect(choices.length).toBeGreaterThan(1);
    }
  });

  it('gives faults words that fit, as far as they are given', () => {
    for (const track of drill.tracks) {
      const lab = labOf(track);
      const [node, other] = lab.nodes;
      if (!node || !other) throw new Error('there are two');
      for (const { fault, words } of drill.parts({ lab, node, other }))
        for (const [at, word] of words.entries()) expect(word).toMatch(faults[fault].words[at] ?? /^never$/);
    }
  });

  it('has no word of its cause in its id', () => {
    expect(id).not.toMatch(/\d|mtu|fdb|udp|tcp|dns|iptables|etcd|docker|drop/);
  });
});

describe('a fault in a ledger', () => {
  it('does not say what it is', () => {
    const change = { kind: 'fault' as const, fault: 'packets-dropped', words: ['INPUT', 'udp', '4789'] };
    expect(english(describeChange(change))).toBe('a drill that is running');
    expect(isPlausible(change, 'lab')).toBe(true);
  });

  it.each([
    ['one that is not known', 'rm', []],
    ['a word too many', 'worker-killed', ['worker-1', 'x']],
    ['words that are options', 'worker-killed', ['-f']],
    ['another unit', 'unit-stopped', ['ssh.service']],
    ['a command in a word', 'host-name', ['$(reboot)', 'node1']],
  ])('is not obeyed where it is forged: %s', (_, fault, words) => {
    expect(isPlausible({ kind: 'fault', fault, words }, 'lab')).toBe(false);
  });
});

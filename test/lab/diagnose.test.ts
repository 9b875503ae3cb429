import { beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { builtFor, diagnose, makeAndName, namedWhenWell } from '../faults/diagnosed/diagnose-trial.ts';
import { engineCauses } from '../faults/diagnosed/engine-causes.ts';
import { networkCauses } from '../faults/diagnosed/network-causes.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { labFile } from '../support/nodes/run-lab.ts';

/** Those that are made and healed in a moment; the campaign has all of them, on every track. */
const quick = [
  '7946 tcp and udp dropped',
  '4789/udp dropped',
  '4789/udp dropped on its way out',
  'large packets on 4789/udp dropped',
  'MTU 1400 between the nodes',
  'a slow link',
  'one host name on both nodes',
  'no forwarding',
  'a VXLAN link that an engine left behind',
  'a worker is paused',
  'dockerd SIGSTOPped',
  'daemon.json is no JSON',
  'a full disk under the engine',
];
const faults = [...networkCauses, ...engineCauses].filter(({ name }) => quick.includes(name));

describe.skipIf(!labFile)('a diagnosis names what is wrong, and nothing where all is well', () => {
  const fresh = freshForAll();
  let loaded: LoadedLab;

  beforeAll(async () => {
    expect(faults).toHaveLength(quick.length);
    // Nothing is built yet, and nothing is wrong.
    expect((await diagnose(fresh.loaded)).causes).toEqual([]);
    loaded = await builtFor('etcd');
    expect(await diagnose(loaded)).toMatchObject({ causes: [] });
  });

  test.each(faults.map((fault) => [fault.name, fault] as const))('%s, twice', async (_, fault) => {
    for (const _time of [1, 2]) {
      const [first] = (await makeAndName(loaded, fault)).causes;
      expect(first).toMatchObject({ row: fault.row, evidence: expect.arrayContaining([expect.stringMatching(/\S/)]) });
      expect(first?.nodes).toContain(fault.node);
    }
    expect(await namedWhenWell(loaded)).toEqual([]);
  });

  test('two faults at once are both named, the lower one first', async () => {
    const [stopped, dropped] = ['dockerd SIGSTOPped', '4789/udp dropped on its way out'].map((name) =>
      faults.find((one) => one.name === name),
    );
    if (!stopped || !dropped) throw new Error('there are no such faults');
    // The inner one asks, with both made.
    const rows: number[] = [];
    const both = {
      ...stopped,
      node: dropped.node,
      inject: `${stopped.inject}; ${dropped.inject}`,
      heal: `${stopped.heal}; ${dropped.heal}`,
    };
    for (const { row } of (await makeAndName(loaded, both)).causes) rows.push(row);
    expect(rows).toEqual([49, 17]);
    expect(await namedWhenWell(loaded)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { PictureSpace } from '../../shared/picture/facts.ts';
import { type Count, Meter } from './meter.ts';

const link = (name: string, index: number, addresses: string[] = []) => ({
  ...{ name, index, mtu: 1500, isUp: true, addresses },
});
const spaceOf = (name: string, ...links: PictureSpace['links']): PictureSpace => ({
  ...{ name, links, routes: [], neighbours: [], forwarding: [] },
});
const spaces = [
  spaceOf('', link('host0', 2, ['192.0.2.1/24']), link('eth0', 3)),
  spaceOf('cc50a3acbfac', link('eth0', 3, ['10.0.0.2/24'])),
];
/** Bytes of host0, of the machine's eth0, and of the worker's. */
const counted = (at: number, [card, own, worker]: [number, number, number]): Count[] => [
  { space: '', link: 'host0', index: 2, received: card, sent: 0, at },
  { space: '', link: 'eth0', index: 3, received: own, sent: 0, at },
  { space: 'cc50a3acbfac', link: 'eth0', index: 3, received: 0, sent: worker, at },
];
const flows = (measured: readonly PictureSpace[]) =>
  measured.flatMap(({ name, links }) =>
    links.flatMap((one) => (one.flow ? [`${name} ${one.name} ${one.flow.received} ${one.flow.sent}`] : [])),
  );

describe('what flows', () => {
  it('is known from the second look on, in two figures, by namespace', () => {
    const meter = new Meter('192.0.2.1');
    expect(flows(meter.measured(spaces, counted(100, [0, 0, 0])))).toEqual([]);
    const seen = meter.measured(spaces, counted(102, [1_000_000, 0, 23_456_789]));
    expect(flows(seen)).toEqual([' host0 4000000 0', 'cc50a3acbfac eth0 0 94000000']);
  });

  it('is nothing where only heartbeats are, which are more on the machine’s own card', () => {
    const meter = new Meter('192.0.2.1');
    meter.measured(spaces, counted(100, [0, 0, 0]));
    expect(flows(meter.measured(spaces, counted(101, [20_000, 20_000, 1_000])))).toEqual([' eth0 160000 0']);
  });

  it('stays what it was for a look that comes at once, and counts from the look before then', () => {
    const meter = new Meter('192.0.2.1');
    meter.measured(spaces, counted(100, [0, 0, 0]));
    meter.measured(spaces, counted(101, [0, 125_000, 0]));
    expect(flows(meter.measured(spaces, counted(101.2, [0, 500_000, 0])))).toEqual([' eth0 1000000 0']);
    expect(flows(meter.measured(spaces, counted(102, [0, 375_000, 0])))).toEqual([' eth0 2000000 0']);
  });

  it('is not made of the counters of another link, of ones that went back, or of a look of long ago', () => {
    const meter = new Meter('192.0.2.1');
    meter.measured(spaces, counted(100, [0, 0, 5_000_000]));
    const again = [spaceOf('', link('eth0', 4))];
    const other = [{ space: '', link: 'eth0', index: 4, received: 9_000_000, sent: 0, at: 101 }];
    expect(flows(meter.measured(again, other))).toEqual([]);
    meter.measured(spaces, counted(102, [0, 0, 5_000_000]));
    expect(flows(meter.measured(spaces, counted(103, [0, 0, 0])))).toEqual([]);
    expect(flows(meter.measured(spaces, counted(190, [0, 0, 90_000_000])))).toEqual([]);
  });
});

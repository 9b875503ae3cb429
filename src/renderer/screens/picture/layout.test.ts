import { describe, expect, it } from 'vitest';
import type { LabFacts } from '../../../shared/picture/facts.ts';
import { standingLab, standingNode } from '../../../shared/picture/fixtures/two-nodes.ts';
import { pictureOf } from '../../../shared/picture/picture-of.ts';
import { drawSvg } from './draw-svg.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { Placed } from './layout-column.ts';

const layout = (facts: LabFacts) => layoutOf(pictureOf(facts));
const many = (count: number): LabFacts => ({
  ...standingLab(),
  nodes: Array.from({ length: count }, (_, at) => ({ ...standingNode(1), node: `node${at + 1}` })),
});
const at = ({ placed }: Layout, id: string) => placed.find(({ thing }) => thing.id === id) as Placed;
const overlap = (one: Placed, other: Placed) =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
const isIn = (inner: Placed, outer: Placed) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;

describe('where things stand', () => {
  it.each([2, 10])('of %i machines none covers another, and what is in something stands within it', (count) => {
    const { placed } = layout(many(count));
    const flat = placed.filter(({ shape }) => shape === 'chip' || shape === 'bar');
    for (const [index, one] of flat.entries())
      for (const other of flat.slice(index + 1))
        expect(overlap(one, other), `${one.thing.id}, ${other.thing.id}`).toBe(false);
    const byId = new Map(placed.map((one) => [one.thing.id, one]));
    for (const one of placed) {
      const outer = byId.get(one.thing.within ?? '');
      if (outer) expect(isIn(one, outer), one.thing.id).toBe(true);
    }
  });

  it('is the same each time, and stays where something else comes', () => {
    expect(layout(standingLab())).toEqual(layout(standingLab()));
    const [first, second] = standingLab().nodes;
    if (!first || !second) throw new Error('a lab has two nodes');
    const before = layout({ ...standingLab(), nodes: [first, { ...second, spaces: second.spaces.slice(0, 2) }] });
    const after = layout(standingLab());
    for (const { thing } of before.placed.filter(({ thing: { node } }) => node === 'node1'))
      expect({ ...at(after, thing.id), h: 0 }).toEqual({ ...at(before, thing.id), h: 0 });
  });

  it('stays where it is while something flows, which is said on the ways', () => {
    const picture = pictureOf(standingLab());
    const flowing = { ...picture, ties: picture.ties.map((tie) => ({ ...tie, flow: 94_000_000 })) };
    const [before, now] = [layoutOf(picture), layoutOf(flowing)];
    expect(now.placed).toEqual(before.placed);
    expect(now.ways.map(({ path }) => path)).toEqual(before.ways.map(({ path }) => path));
    expect(now.ways.every(({ label }) => label?.flow === '94 Mbit/s')).toBe(true);
    expect(before.ways.some(({ label }) => label?.flow !== undefined)).toBe(false);
    expect(drawSvg(now, 'dark')).toContain('VNI 256 · 94 Mbit/s');
  });

  it('draws a packet’s way from top to bottom, on the left through the overlay', () => {
    const drawn = layout(standingLab());
    const way = ['cc50a3acbfac eth0', '1-5a53df3a71 veth0', '1-5a53df3a71 br0', '1-5a53df3a71 vxlan0'];
    const places = [...way.map((id) => at(drawn, `link node1 ${id}`)), at(drawn, 'tunnel 256')];
    expect(places.map(({ y }) => y)).toEqual(places.map(({ y }) => y).toSorted((one, other) => one - other));
    expect(at(drawn, 'link node1 cc50a3acbfac eth1').x).toBeGreaterThan(places[0]?.x ?? 0);
  });

  it('draws a switch after what is plugged into it, and the one before the machine’s card above that card', () => {
    const [node] = standingLab().nodes;
    const [own] = node?.spaces ?? [];
    if (!node || !own) throw new Error('a node has a namespace');
    const ports = (name: string) => [{ name, type: 'internal' }];
    const links = [
      ...own.links,
      { ...own.links[1], name: 'br-lab', index: 50 },
      { ...own.links[0], name: 'lab-in', index: 51 },
    ]
      .map((one) => ({ mtu: 1500, isUp: true, ...one }))
      .map((one) => (one.name === 'lab-in' ? { ...one, addresses: [], kind: 'openvswitch', master: 'br-lab' } : one));
    const switches = [
      { name: 'ovs-lab', ports: ports('lab-in') },
      { name: 'ovs-phy', ports: ports('host0') },
    ];
    const drawn = layout({
      ...{ lab: 'class-a', track: 'ovs', network: 'myapp' },
      nodes: [{ ...node, switches, spaces: [{ ...own, links } as typeof own] }],
    });
    const way = ['link node1  br-lab', 'link node1  lab-in', 'switch node1 ovs-lab'].map((id) => at(drawn, id));
    expect(way.map(({ y }) => y)).toEqual(way.map(({ y }) => y).toSorted((one, other) => one - other));
    const [before, card] = [at(drawn, 'switch node1 ovs-phy'), at(drawn, 'link node1  host0')];
    expect([before.x, before.y < card.y]).toEqual([card.x, true]);
  });

  it('draws ten machines, and says how many more there are', () => {
    const { placed } = layout(many(13));
    expect(placed.filter(({ shape }) => shape === 'panel')).toHaveLength(10);
    expect(placed.find(({ thing }) => thing.kind === 'folded')?.thing.name).toBe('3 more machines');
  });

  it('is saved as a drawing in which a node’s words are words', () => {
    const nodes = [{ ...standingNode(1), node: '<b>"&' }, standingNode(2)];
    const svg = drawSvg(layout({ ...standingLab(), nodes }), 'light');
    expect(svg).toContain('&lt;b&gt;&quot;&amp;');
    expect(svg).not.toContain('<b>');
  });
});

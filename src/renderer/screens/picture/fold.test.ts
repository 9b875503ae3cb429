import { describe, expect, it } from 'vitest';
import type { LabFacts, PictureLink } from '../../../shared/picture/facts.ts';
import { standingLab } from '../../../shared/picture/fixtures/two-nodes.ts';
import { pictureOf } from '../../../shared/picture/picture-of.ts';
import { folded } from './fold.ts';
import { layoutOf } from './layout.ts';

const link = (name: string, index: number, more: Partial<PictureLink> = {}): PictureLink => ({
  ...{ name, index, mtu: 1450, isUp: true, addresses: [] },
  ...more,
});
const space = (name: string, ...links: PictureLink[]) => ({
  ...{ name, links, routes: [], neighbours: [], forwarding: [] },
});

/** As a swarm has it: the ingress of all services, its sandbox, and what balances the lab's network. */
function inSwarm(): LabFacts {
  const lab = standingLab();
  const ingress = { id: 'qj3yep1esl00', name: 'ingress', driver: 'overlay', scope: 'swarm', subnets: [] };
  const nodes = lab.nodes.map((node) => {
    const [own, overlay, worker] = node.spaces;
    if (!own || !overlay || !worker) throw new Error('a node has three namespaces');
    const cable = (peer: number, peerSpace: number) => ({ kind: 'veth', peer, peerSpace });
    return {
      ...node,
      networks: [...(node.networks ?? []), ingress],
      spaces: [
        { ...own, links: [...own.links, link('vethsbox', 20, { ...cable(21, 2), master: 'docker_gwbridge' })] },
        { ...overlay, links: [...overlay.links, link('veth9', 30, { ...cable(31, 3), master: 'br0' })] },
        worker,
        space(
          '1-qj3yep1esl',
          link('br0', 2, { kind: 'bridge' }),
          link('vxlan0', 3, { kind: 'vxlan', vni: 4096, port: 4789, master: 'br0' }),
          link('veth0', 40, { ...cable(41, 1), master: 'br0' }),
        ),
        space('ingress_sbox', link('eth0', 41, cable(40, 1)), link('eth1', 21, cable(20, 0))),
        space('lb_5a53df3a7', link('eth0', 31, cable(30, 1))),
      ],
    };
  });
  return { ...lab, track: 'swarm', nodes };
}
const picture = pictureOf(inSwarm());
const names = (drawn: ReturnType<typeof folded>, node: string) =>
  drawn.things.filter((one) => one.node === node).map(({ name }) => name);

describe('what is folded', () => {
  it('is what no packet of a worker comes through, with the cables to it and its tunnel', () => {
    const drawn = folded(picture, new Set());
    const left = names(drawn, 'node1');
    expect(left).toEqual(expect.arrayContaining(['1-5a53df3a71', 'veth0', 'br0', 'vxlan0', '3 more namespaces']));
    for (const name of ['1-qj3yep1esl', 'ingress_sbox', 'lb_5a53df3a7', 'vethsbox', 'veth9'])
      expect(left, name).not.toContain(name);
    expect(drawn.things.filter(({ kind }) => kind === 'tunnel').map(({ vni }) => vni)).toEqual([256]);
    const box = layoutOf(drawn).placed.find(({ thing }) => thing.id === 'folded spaces node1');
    expect(box?.shape).toBe('chip');
  });

  it('is drawn on the machine on which it was opened, and can be closed there', () => {
    const drawn = folded(picture, new Set(['folded spaces node1']));
    expect(names(drawn, 'node1')).toEqual(expect.arrayContaining(['ingress_sbox', 'vethsbox', '3 more namespaces']));
    expect(names(drawn, 'node2')).not.toContain('ingress_sbox');
    expect(drawn.things.find(({ id }) => id === 'folded spaces node1')?.more).toBe('choose to hide');
    expect(drawn.things.filter(({ kind }) => kind === 'tunnel').map(({ vni }) => vni)).toEqual([256, 4096]);
  });

  it('is nothing where there is nothing beside the way', () => {
    const plain = pictureOf(standingLab());
    expect(folded(plain, new Set())).toBe(plain);
  });
});

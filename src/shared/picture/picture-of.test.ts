import { describe, expect, it } from 'vitest';
import { awayFacts } from './facts.ts';
import { standingLab, standingNode } from './fixtures/two-nodes.ts';
import { pairEnds } from './pair-ends.ts';
import { needsOf, type Picture } from './picture.ts';
import { pictureOf } from './picture-of.ts';
import { treeOf } from './tree.ts';

const wayFrom = (picture: Picture, id: string): string[] => {
  const next = needsOf(picture, id).filter(({ kind }) => !['machine', 'container', 'space'].includes(kind));
  return [id, ...(next[0] ? wayFrom(picture, next[0].id) : [])];
};

describe('the picture of a lab', () => {
  const picture = pictureOf(standingLab());

  it('leads from a worker through the overlay to the tunnel, and by the bridge of the engine to the machine’s card', () => {
    expect(wayFrom(picture, 'link node1 cc50a3acbfac eth0')).toEqual([
      'link node1 cc50a3acbfac eth0',
      'link node1 1-5a53df3a71 veth0',
      'link node1 1-5a53df3a71 br0',
      'link node1 1-5a53df3a71 vxlan0',
      'tunnel 256',
    ]);
    expect(wayFrom(picture, 'link node2 cc50a3acbfac eth1')).toEqual([
      'link node2 cc50a3acbfac eth1',
      'link node2  veth3f64295',
      'link node2  docker_gwbridge',
      'link node2  host0',
      'underlay',
    ]);
  });

  it('has what is between the machines once, tied to each of them', () => {
    const tied = (to: string) => picture.ties.filter((tie) => tie.to === to).map(({ from }) => from);
    expect(tied('store')).toEqual(['machine node1', 'machine node2']);
    expect(tied('tunnel 256')).toEqual(['link node1 1-5a53df3a71 vxlan0', 'link node2 1-5a53df3a71 vxlan0']);
    expect(tied('underlay')).toEqual(['link node1  host0', 'link node2  host0']);
  });

  it('marks what is not the lab’s, and names the network of a namespace', () => {
    const others = picture.things.filter(({ isOthers }) => isOthers).map(({ name }) => name);
    expect(others).toEqual(['theirs', 'docker0', 'theirs', 'docker0']);
    expect(picture.things.find(({ kind }) => kind === 'space')?.more).toBe('of myapp');
  });

  it('says what flows along a tie by the link on it, in words apart from those of the thing', () => {
    const node = standingNode(1);
    const flow = { received: 94_000_000, sent: 1_200_000 };
    const spaces = node.spaces.map((space) => ({
      ...space,
      links: space.links.map((link) => (link.name === 'br0' ? link : { ...link, flow })),
    }));
    const flowing = pictureOf({ ...standingLab(), nodes: [{ ...node, spaces }, standingNode(2)] });
    const along = flowing.ties.filter((tie) => tie.flow === 94_000_000).map(({ kind, from }) => `${kind} ${from}`);
    expect(along).toEqual([
      ...['tunnel link node1 1-5a53df3a71 vxlan0', 'wire link node1  host0'],
      ...[
        'plugged link node1  veth3f64295',
        'plugged link node1 1-5a53df3a71 br0',
        'plugged link node1 1-5a53df3a71 veth0',
      ],
      ...[
        'pair link node1 cc50a3acbfac eth1',
        'pair link node1 cc50a3acbfac eth0',
        'carried link node1  docker_gwbridge',
      ],
    ]);
    const flat = (branches: ReturnType<typeof treeOf>): ReturnType<typeof treeOf> =>
      branches.flatMap((one) => [one, ...flat(one.branches)]);
    const [now, before] = [flat(treeOf(flowing)), flat(treeOf(picture))];
    expect(now.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
    expect(now.find(({ thing }) => thing.kind === 'vtep')?.flow).toBe('receives 94 Mbit/s, sends 1.2 Mbit/s');
  });

  it('says of a machine that is away only that', () => {
    const away = pictureOf({ ...standingLab(), nodes: [standingNode(1), awayFacts('node2', '192.168.236.131')] });
    expect(away.things.filter(({ node }) => node === 'node2')).toMatchObject([
      { kind: 'machine', state: 'unknown', more: 'not seen now' },
    ]);
  });

  it('has routes to the other machines, and a switch with its ports', () => {
    const node = standingNode(1);
    const [own, ...spaces] = node.spaces;
    if (!own) throw new Error('a node has a namespace');
    const routes = ['default via 192.168.236.1 dev host0', '10.0.2.0/24 via 192.168.236.131 dev host0 proto 77'];
    const ports = [{ name: 'to-node2', type: 'vxlan', remote: '192.168.236.131', key: '77' }];
    const switches = [{ name: 'ovs-lab', ports }];
    // In userspace the switch before the machine's card has its address, on a link of the switch's own name.
    const apart = {
      ...own.links[0],
      name: 'ovs-lab',
      index: 40,
      mtu: 1500,
      isUp: false,
      addresses: [`${node.address}/24`],
    };
    const links = [...own.links, apart];
    const nodes = [{ ...node, spaces: [{ ...own, links, routes }, ...spaces], switches }, standingNode(2)];
    const { things, ties } = pictureOf({ ...standingLab(), nodes });
    expect(things.filter(({ kind }) => kind === 'route')).toMatchObject([
      { name: '10.0.2.0/24', more: 'via 192.168.236.131' },
    ]);
    expect(things.find(({ kind }) => kind === 'port')).toMatchObject({ more: 'to 192.168.236.131', vni: 77 });
    expect(ties.map(({ to }) => to)).toContain('tunnel 77');
    expect(things.filter(({ kind }) => kind === 'nic').map(({ name }) => name)).toEqual(['host0', 'host0']);
  });

  it('puts no name of a node’s into a command that a shell would take apart', () => {
    const node = standingNode(1);
    const containers = [{ id: 'c', name: 'x;reboot', state: 'running', isWorker: false }];
    const { things } = pictureOf({ ...standingLab(), nodes: [{ ...node, containers }] });
    expect(things.find(({ name }) => name === 'x;reboot')).not.toHaveProperty('command');
    expect(picture.things.find(({ name }) => name === 'vxlan0')?.command).toEqual({
      node: 'node1',
      command: 'nsenter --net=/var/run/docker/netns/1-5a53df3a71 bridge fdb show dev vxlan0',
    });
  });

  it('reads as a tree in which each thing stands once', () => {
    const texts: string[] = [];
    const walk = (branches: ReturnType<typeof treeOf>) => {
      for (const { text, branches: inner } of branches) {
        texts.push(text);
        walk(inner);
      }
    };
    walk(treeOf(picture));
    expect(texts).toHaveLength(picture.things.length);
    expect(texts).toContain('vxlan0: tunnel endpoint, up, MTU 1450, VNI 256 → VXLAN 256, UDP port 4789, host0');
  });
});

describe('the two ends of a cable', () => {
  const end = (name: string, index: number, peer: number, peerSpace: number) => ({
    ...{ name, index, peer, peerSpace, mtu: 1500, isUp: true, kind: 'veth', addresses: [] },
  });
  const space = (name: string, links: ReturnType<typeof end>[]) => ({
    ...{ name, links, routes: [], neighbours: [], forwarding: [] },
  });
  const named = (spaces: ReturnType<typeof space>[]) =>
    pairEnds(spaces).map((pair) =>
      pair
        .map((one) => `${one.space}/${one.link.name}`)
        .toSorted()
        .join(' '),
    );

  it('are found by their numbers, in whatever namespaces they are', () => {
    const spaces = [space('', [end('veth1', 10, 9, 1)]), space('c', [end('eth0', 9, 10, 0)])];
    expect(named(spaces)).toEqual(['/veth1 c/eth0']);
  });

  it('are told apart by the namespace that another cable led to, where the same numbers stand twice', () => {
    const one = space('one', [end('eth0', 9, 10, 0), end('eth1', 20, 21, 0)]);
    const two = space('two', [end('eth0', 9, 10, 0), end('eth1', 30, 31, 0)]);
    const overlay = space('overlay', [end('veth0', 10, 9, 5), end('v1', 21, 20, 5)]);
    const other = space('other', [end('veth0', 10, 9, 6), end('v1', 31, 30, 6)]);
    expect(named([one, two, overlay, other]).toSorted()).toEqual([
      'one/eth0 overlay/veth0',
      'one/eth1 overlay/v1',
      'other/v1 two/eth1',
      'other/veth0 two/eth0',
    ]);
  });
});

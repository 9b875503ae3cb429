import { describe, expect, it } from 'vitest';
import { differenceLine, differencesBetween, meaningsOf } from './differences.ts';
import { awayFacts, type NodeFacts } from './facts.ts';
import { standingNode } from './fixtures/two-nodes.ts';

const without = (node: NodeFacts, space: string): NodeFacts => ({
  ...node,
  spaces: node.spaces.filter(({ name }) => name !== space),
  containers: node.containers?.filter((one) => one.space !== space),
});

describe('what is different on a node', () => {
  const node = standingNode(1);
  const lines = (before: NodeFacts, after: NodeFacts) => differencesBetween(before, after).map(differenceLine);

  it('is a container with its namespace, its links and their addresses, in that order', () => {
    expect(lines(without(node, 'cc50a3acbfac'), node)).toEqual([
      'node1, in worker-1: container worker-1 appeared (running)'.replace(', in worker-1', ''),
      'node1, in worker-1: network namespace cc50a3acbfac appeared',
      'node1, in worker-1: link eth0 appeared (up, mtu 1450)',
      'node1, in worker-1: link eth1 appeared (up, mtu 1500)',
      'node1, in worker-1: address 10.0.0.2/24 appeared (eth0)',
      'node1, in worker-1: address 172.18.0.2/16 appeared (eth1)',
    ]);
  });

  it('is a link that is another now, what was learned, and a rule that went', () => {
    const [own, overlay, ...others] = node.spaces;
    if (!own || !overlay) throw new Error('a node has two namespaces');
    const links = overlay.links.map((one) => (one.name === 'vxlan0' ? { ...one, isUp: false } : one));
    const forwarding = [...overlay.forwarding, { mac: '02:42:0a:00:00:09', link: 'br0', isFixed: false }];
    const after = { ...node, rules: [], spaces: [own, { ...overlay, links, forwarding }, ...others] };
    expect(lines(node, after)).toEqual([
      'node1, in the namespace of myapp: link vxlan0 changed (down, mtu 1450, master br0)',
      'node1, in the namespace of myapp: forwarding entry 02:42:0a:00:00:09 appeared (br0)',
      'node1: rule nat -A POSTROUTING -s 172.18.0.0/16 ! -o docker_gwbridge -j MASQUERADE gone',
    ]);
    expect(meaningsOf(differencesBetween(node, after)).map(({ kind }) => kind)).toEqual(['link', 'forwarding', 'rule']);
  });

  it('is nothing of a node that was away, and of an engine that was not asked only that it stopped', () => {
    expect(lines(awayFacts('node1', node.address), node)).toEqual([]);
    const { containers: _, networks: __, ...silent } = node;
    expect(lines(node, { ...silent, docker: false })).toEqual(['node1: daemon docker gone']);
  });
});

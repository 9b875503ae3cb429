import { dataPortOf } from '../../../shared/lab/lab.ts';
import type { Drill } from '../drill.ts';

const engines = ['etcd', 'swarm'] as const;
const tunnels = ['etcd', 'swarm', 'vxlan'] as const;

/** What packets meet between nodes, and on their way out. */
export const packetDrills: Drill[] = [
  {
    id: 'silence',
    tracks: tunnels,
    row: 17,
    parts: ({ lab, node }) => [
      { on: node, fault: 'packets-dropped', words: ['INPUT', 'udp', String(dataPortOf(lab))] },
    ],
  },
  {
    id: 'one-way-street',
    tracks: tunnels,
    row: 17,
    parts: ({ lab, node }) => [
      { on: node, fault: 'packets-dropped', words: ['OUTPUT', 'udp', String(dataPortOf(lab))] },
    ],
  },
  {
    id: 'strangers',
    tracks: engines,
    row: 16,
    parts: ({ node }) =>
      ['tcp', 'udp'].map((protocol) => ({
        on: node,
        fault: 'packets-dropped' as const,
        words: ['INPUT', protocol, '7946'],
      })),
  },
  {
    id: 'hard-of-hearing',
    tracks: engines,
    row: 16,
    parts: ({ node }) => [{ on: node, fault: 'packets-dropped', words: ['OUTPUT', 'udp', '7946'] }],
  },
  {
    id: 'small-talk-only',
    tracks: tunnels,
    row: 19,
    parts: ({ lab, node }) => [{ on: node, fault: 'large-dropped', words: [String(dataPortOf(lab))] }],
  },
  {
    id: 'tight-road',
    tracks: [...tunnels, 'routed'],
    row: 19,
    parts: ({ node }) => [{ on: node, fault: 'narrow-link', words: [node.address] }],
  },
  {
    id: 'slow-road',
    tracks: [...tunnels, 'routed'],
    row: 20,
    parts: ({ node }) => [{ on: node, fault: 'slow-link', words: [node.address] }],
  },
  {
    id: 'no-way-out',
    tracks: [...engines, 'routed'],
    row: 38,
    parts: ({ node }) => [{ on: node, fault: 'not-forwarding', words: [] }],
  },
  {
    id: 'closed-gate',
    tracks: engines,
    row: 38,
    parts: ({ node }) => [{ on: node, fault: 'forward-dropped', words: ['docker_gwbridge'] }],
  },
  {
    id: 'wrong-turn',
    tracks: ['etcd'],
    row: 24,
    parts: ({ lab, node }) => [{ on: node, fault: 'route-in-subnet', words: [lab.network.name, node.address] }],
  },
  {
    id: 'leftover',
    tracks: ['etcd'],
    row: 21,
    parts: ({ node }) => [{ on: node, fault: 'link-left', words: [node.address] }],
  },
  {
    id: 'closed-council',
    tracks: ['swarm'],
    row: 60,
    needs: 'first',
    parts: ({ node }) => [{ on: node, fault: 'packets-dropped', words: ['INPUT', 'tcp', '2377'] }],
  },
];

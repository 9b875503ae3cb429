import { etcdUnit, workerName } from '../../tracks/common/support/names.ts';
import type { Drill, Part, Place } from '../drill.ts';

const worker = ({ lab, node }: Place): string => workerName(lab, node.name);
/** A fault that needs to know the worker alone. */
const withWorker =
  (fault: Part['fault']) =>
  (place: Place): Part[] => [{ on: place.node, fault, words: [worker(place)] }];

/** The store, the engine and its workers. */
export const engineDrills: Drill[] = [
  {
    id: 'quiet-store',
    tracks: ['etcd'],
    row: 9,
    needs: 'member',
    parts: ({ node }) => [{ on: node, fault: 'unit-stopped', words: [etcdUnit] }],
  },
  {
    id: 'store-in-ice',
    tracks: ['etcd'],
    row: 9,
    needs: 'member',
    parts: ({ node }) => [{ on: node, fault: 'unit-frozen', words: [etcdUnit] }],
  },
  {
    id: 'split-store',
    tracks: ['etcd'],
    row: 57,
    needs: 'member',
    parts: ({ node }) => [
      { on: node, fault: 'packets-dropped', words: ['INPUT', 'tcp', '2380'] },
      { on: node, fault: 'answers-dropped', words: ['tcp', '2380'] },
    ],
  },
  { id: 'empty-machine', tracks: ['etcd'], row: 48, parts: withWorker('engine-stopped') },
  {
    id: 'engine-in-ice',
    tracks: ['etcd', 'swarm'],
    row: 49,
    parts: ({ node }) => [{ on: node, fault: 'unit-frozen', words: ['docker.service'] }],
  },
  {
    id: 'nobody-home',
    tracks: ['etcd', 'swarm', 'vxlan', 'routed', 'ovs'],
    row: 66,
    parts: withWorker('worker-killed'),
  },
  {
    id: 'sleeper',
    tracks: ['etcd', 'swarm', 'vxlan', 'routed', 'ovs'],
    row: 66,
    parts: withWorker('worker-paused'),
  },
  { id: 'other-shelf', tracks: ['etcd'], row: 14, parts: withWorker('store-path') },
  { id: 'wrong-house', tracks: ['etcd'], row: 28, parts: withWorker('wrong-address') },
  { id: 'no-house', tracks: ['etcd'], row: 30, parts: withWorker('no-address') },
  {
    id: 'survivor',
    tracks: ['etcd'],
    row: 36,
    parts: ({ node }) => [{ on: node, fault: 'live-restore', words: [] }],
  },
  {
    id: 'wrong-order',
    tracks: ['etcd'],
    row: 34,
    needs: 'member',
    parts: ({ node }) => [{ on: node, fault: 'order-lost', words: [] }],
  },
  {
    id: 'same-street',
    tracks: ['etcd'],
    row: 39,
    parts: ({ lab, node }) => [{ on: node, fault: 'network-in-subnet', words: ['intranet', lab.network.name] }],
  },
  {
    id: 'lost-guest',
    tracks: ['etcd'],
    row: 32,
    needs: 'member',
    parts: ({ lab, node }) => [
      {
        on: node,
        fault: 'end-left',
        words: [lab.network.name, node.address, `worker-${lab.nodes.length + 1}`],
      },
    ],
  },
  {
    id: 'occupied-desk',
    tracks: ['etcd'],
    row: 59,
    needs: 'member',
    parts: ({ node }) => [{ on: node, fault: 'store-port-held', words: [node.address] }],
  },
  {
    id: 'crossed-line',
    tracks: ['etcd', 'swarm'],
    row: 31,
    parts: (place) => [{ on: place.node, fault: 'gossip-port-held', words: [worker(place), place.node.address] }],
  },
  {
    id: 'no-room',
    tracks: ['etcd'],
    row: 55,
    parts: ({ node }) => [{ on: node, fault: 'disk-full', words: [] }],
  },
  {
    id: 'twins',
    tracks: ['etcd'],
    row: 26,
    parts: ({ node, other }) => [{ on: node, fault: 'host-name', words: [other.name] }],
  },
  {
    id: 'resting',
    tracks: ['swarm'],
    row: 62,
    needs: 'first',
    parts: ({ node, other }) => [{ on: node, fault: 'node-drained', words: [other.name] }],
  },
];

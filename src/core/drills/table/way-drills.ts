import { ruleMark } from '../../machine/lab-rules.ts';
import type { Drill, Part, Place } from '../drill.ts';

/** A fault that is about the way to the other node. */
const towards =
  (fault: Part['fault']) =>
  ({ node, other }: Place): Part[] => [{ on: node, fault, words: [other.address] }];
const alone =
  (fault: Part['fault']) =>
  ({ node }: Place): Part[] => [{ on: node, fault, words: [] }];

/** What is made by hand in place of an engine. */
export const wayDrills: Drill[] = [
  { id: 'forgotten-neighbour', tracks: ['vxlan'], row: 61, parts: towards('entry-lost') },
  { id: 'unanswered-question', tracks: ['vxlan'], row: 61, parts: alone('neighbour-lost') },
  { id: 'loose-plug', tracks: ['vxlan'], row: 61, parts: alone('tunnel-unplugged') },
  { id: 'dark-tunnel', tracks: ['vxlan'], row: 61, parts: alone('tunnel-down') },
  { id: 'borrowed-door', tracks: ['vxlan'], row: 59, parts: alone('tunnel-port-held') },
  { id: 'lost-road', tracks: ['routed'], row: 63, parts: towards('route-lost') },
  {
    id: 'guarded-door',
    tracks: ['routed'],
    row: 64,
    parts: ({ lab, node }) => [{ on: node, fault: 'rule-lost', words: [ruleMark(lab.name)] }],
  },
  {
    id: 'masks',
    tracks: ['routed'],
    row: 65,
    parts: ({ lab, node }) => [{ on: node, fault: 'masqueraded', words: [ruleMark(lab.name), node.address] }],
  },
  {
    id: 'missing-exit',
    tracks: ['ovs'],
    row: 67,
    parts: ({ lab, node, other }) => [{ on: node, fault: 'port-lost', words: [lab.name, other.address] }],
  },
  { id: 'wrong-exit', tracks: ['ovs'], row: 67, parts: towards('port-astray') },
  { id: 'other-number', tracks: ['ovs'], row: 67, parts: towards('port-other-key') },
  { id: 'unplugged', tracks: ['ovs'], row: 67, parts: alone('switch-unplugged') },
];

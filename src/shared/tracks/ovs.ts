import { texts } from '../texts/text.ts';
import {
  bridges,
  byBridges,
  drawnJoined,
  looking,
  observingAfter,
  performance,
  prerequisites,
  tunnelAfter,
  workers,
} from './common.ts';
import type { TrackOutline } from './outline.ts';

/** VXLAN by a switch that is programmed: Open vSwitch between bridges of each engine's own. */
export const ovsOutline = {
  id: 'ovs',
  // Bridges that a person names and addresses came with 1.9.
  engines: { from: '1.9' },
  ...byBridges,
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '1.9' }),
    store: { name: 'Open vSwitch', versions: texts.pictures.versionsFrom({ from: '2.10' }) },
    ...drawnJoined,
    tunnel: 'ovs-lab',
  },
  steps: [
    ...looking,
    bridges,
    {
      id: 'switch',
      title: texts.steps.switch,
      scope: 'node',
      kind: 'build',
      needs: [{ step: 'network', on: 'same' }],
    },
    workers,
    {
      id: 'ports',
      title: texts.steps.ports,
      scope: 'node',
      kind: 'build',
      needs: [
        { step: 'switch', on: 'same' },
        { step: 'workers', on: 'every' },
      ],
    },
    ...observingAfter('ports'),
    tunnelAfter('ports'),
  ],
  parts: [
    prerequisites,
    { id: 'network', picture: 'bridges', steps: ['network'] },
    { id: 'switch', steps: ['switch'] },
    { id: 'containers', picture: 'one-interface', steps: ['workers', 'interfaces'] },
    { id: 'ports', picture: 'switch', steps: ['ports'] },
    { id: 'ping', steps: ['ping'] },
    performance,
    { id: 'vxlan', picture: 'vxlan', steps: ['tunnel'] },
  ],
} as const satisfies TrackOutline;

import { texts } from '../texts/text.ts';
import {
  bridges,
  builtTogether,
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

/** VXLAN by hand: bridges of each engine's own, joined by links of the kernel's. No store, no swarm. */
export const vxlanOutline = {
  id: 'vxlan',
  // Bridges that a person names and addresses came with 1.9.
  engines: { from: '1.9' },
  ...byBridges,
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '1.9' }),
    ...drawnJoined,
    tunnel: 'vx77',
  },
  steps: [
    ...looking,
    bridges,
    {
      id: 'link',
      title: texts.steps.link,
      scope: 'node',
      kind: 'build',
      needs: [{ step: 'network', on: 'same' }],
    },
    workers,
    builtTogether('peers', texts.steps.peers, [
      { step: 'link', on: 'every' },
      { step: 'workers', on: 'every' },
    ]),
    ...observingAfter('peers'),
    tunnelAfter('peers'),
  ],
  parts: [
    prerequisites,
    { id: 'network', picture: 'bridges', steps: ['network'] },
    { id: 'link', steps: ['link'] },
    { id: 'containers', picture: 'one-interface', steps: ['workers', 'interfaces'] },
    { id: 'peers', steps: ['peers'] },
    { id: 'ping', steps: ['ping'] },
    performance,
    { id: 'vxlan', steps: ['tunnel'] },
  ],
} as const satisfies TrackOutline;

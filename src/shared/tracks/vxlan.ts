import { texts } from '../texts/text.ts';
import { looking, observingAfter, tunnelAfter, workers, workingParts } from './common.ts';
import type { TrackOutline } from './outline.ts';

/** VXLAN by hand: bridges of each engine's own, joined by links of the kernel's. No store, no swarm. */
export const vxlanOutline = {
  id: 'vxlan',
  // Bridges that a person names and addresses came with 1.9.
  engines: { from: '1.9' },
  store: 'network',
  interfaces: ['eth0'],
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '1.9' }),
    ports: texts.pictures.vxlanPorts,
    portsInWords: texts.pictures.vxlanPortsInWords,
    vni: 77,
    subnet: '10.0.0',
    workers: [2, 129],
    bridge: 'br-lab',
    tunnel: 'vx77',
  },
  steps: [
    ...looking,
    {
      id: 'network',
      title: texts.steps.bridges,
      scope: 'cluster',
      kind: 'build',
      needs: [{ step: 'preflight', on: 'every' }],
      daemons: ['docker'],
    },
    {
      id: 'link',
      title: texts.steps.link,
      scope: 'node',
      kind: 'build',
      needs: [{ step: 'network', on: 'same' }],
    },
    workers,
    {
      id: 'peers',
      title: texts.steps.peers,
      scope: 'cluster',
      kind: 'build',
      needs: [
        { step: 'link', on: 'every' },
        { step: 'workers', on: 'every' },
      ],
      daemons: ['docker'],
    },
    ...observingAfter('peers'),
    tunnelAfter('peers'),
  ],
  parts: [
    { id: 'prerequisites', steps: ['preflight', 'image'] },
    { id: 'network', picture: 'bridges', steps: ['network'] },
    { id: 'link', steps: ['link'] },
    { id: 'containers', picture: 'one-interface', steps: ['workers', 'interfaces'] },
    { id: 'peers', steps: ['peers'] },
    { id: 'ping', steps: ['ping'] },
    ...workingParts.filter(({ id }) => id === 'performance').map((part) => ({ ...part, text: `etcd/${part.id}` })),
    { id: 'vxlan', steps: ['tunnel'] },
  ],
} as const satisfies TrackOutline;

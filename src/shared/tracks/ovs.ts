import { texts } from '../texts/text.ts';
import { looking, observingAfter, tunnelAfter, workers, workingParts } from './common.ts';
import type { TrackOutline } from './outline.ts';

/** VXLAN by a switch that is programmed: Open vSwitch between bridges of each engine's own. */
export const ovsOutline = {
  id: 'ovs',
  // Bridges that a person names and addresses came with 1.9.
  engines: { from: '1.9' },
  store: 'network',
  interfaces: ['eth0'],
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '1.9' }),
    store: { name: 'Open vSwitch', versions: texts.pictures.versionsFrom({ from: '2.10' }) },
    ports: texts.pictures.vxlanPorts,
    portsInWords: texts.pictures.vxlanPortsInWords,
    vni: 77,
    subnet: '10.0.0',
    workers: [2, 129],
    bridge: 'br-lab',
    tunnel: 'ovs-lab',
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
    { id: 'prerequisites', steps: ['preflight', 'image'] },
    { id: 'network', picture: 'bridges', steps: ['network'] },
    { id: 'switch', steps: ['switch'] },
    { id: 'containers', picture: 'one-interface', steps: ['workers', 'interfaces'] },
    { id: 'ports', picture: 'switch', steps: ['ports'] },
    { id: 'ping', steps: ['ping'] },
    ...workingParts.filter(({ id }) => id === 'performance').map((part) => ({ ...part, text: `etcd/${part.id}` })),
    { id: 'vxlan', picture: 'vxlan', steps: ['tunnel'] },
  ],
} as const satisfies TrackOutline;

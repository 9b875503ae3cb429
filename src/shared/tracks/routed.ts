import { texts } from '../texts/text.ts';
import { looking, observingAfter, workers } from './common.ts';
import type { TrackOutline } from './outline.ts';

/** No tunnel at all: a subnet a node, and routes between the nodes, as Calico and flannel's host-gw have it. */
export const routedOutline = {
  id: 'routed',
  // The chain DOCKER-USER, which the engine leaves to others, came with 17.06.
  engines: { from: '17.06' },
  store: 'network',
  interfaces: ['eth0'],
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '17.06' }),
    ports: texts.pictures.routedPorts,
    portsInWords: texts.pictures.routedPortsInWords,
    vni: 0,
    subnet: '10.244',
    workers: [2, 2],
    bridge: 'br-lab',
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
    workers,
    {
      id: 'routes',
      title: texts.steps.routes,
      scope: 'cluster',
      kind: 'build',
      needs: [{ step: 'network', on: 'every' }],
      daemons: ['docker'],
    },
    {
      id: 'rules',
      title: texts.steps.rules,
      scope: 'cluster',
      kind: 'build',
      needs: [
        { step: 'routes', on: 'every' },
        { step: 'workers', on: 'every' },
      ],
      daemons: ['docker'],
    },
    ...observingAfter('rules'),
  ],
  parts: [
    { id: 'prerequisites', steps: ['preflight', 'image'] },
    { id: 'network', picture: 'routed', steps: ['network'] },
    { id: 'containers', picture: 'routed', steps: ['workers', 'interfaces'] },
    { id: 'routes', picture: 'routed', steps: ['routes'] },
    { id: 'rules', picture: 'routed', steps: ['rules'] },
    { id: 'ping', picture: 'routed', steps: ['ping'] },
    { id: 'performance', picture: 'routed', steps: ['iperf-native', 'iperf-overlay'] },
  ],
} as const satisfies TrackOutline;

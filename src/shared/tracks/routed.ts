import { texts } from '../texts/text.ts';
import { bridges, builtTogether, byBridges, looking, observingAfter, prerequisites, workers } from './common.ts';
import type { TrackOutline } from './outline.ts';

/** No tunnel at all: a subnet a node, and routes between the nodes, as Calico and flannel's host-gw have it. */
export const routedOutline = {
  id: 'routed',
  // The chain DOCKER-USER, which the engine leaves to others, came with 17.06.
  engines: { from: '17.06' },
  ...byBridges,
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '17.06' }),
    ports: () => texts.pictures.routedPorts,
    portsInWords: () => texts.pictures.routedPortsInWords,
    vni: 0,
    subnet: '10.244',
    workers: [2, 2],
    bridge: 'br-lab',
  },
  steps: [
    ...looking,
    bridges,
    workers,
    builtTogether('routes', texts.steps.routes, [{ step: 'network', on: 'every' }]),
    builtTogether('rules', texts.steps.rules, [
      { step: 'routes', on: 'every' },
      { step: 'workers', on: 'every' },
    ]),
    ...observingAfter('rules'),
  ],
  parts: [
    prerequisites,
    { id: 'network', picture: 'routed', steps: ['network'] },
    { id: 'containers', picture: 'routed', steps: ['workers', 'interfaces'] },
    { id: 'routes', picture: 'routed', steps: ['routes'] },
    { id: 'rules', picture: 'routed', steps: ['rules'] },
    { id: 'ping', picture: 'routed', steps: ['ping'] },
    { id: 'performance', picture: 'routed', steps: ['iperf-native', 'iperf-overlay'] },
  ],
} as const satisfies TrackOutline;

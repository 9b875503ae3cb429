import { texts } from '../texts/text.ts';
import { builtTogether, looking, networkAfter, prerequisites, working, workingParts } from './common.ts';
import type { TrackOutline } from './outline.ts';

const measuring = ['interfaces', 'ping', 'iperf-native', 'iperf-overlay', 'tunnel'] as const;

/** Docker's own cluster: the engines keep what they share among themselves. The only overlay of engines from 23 on. */
export const swarmOutline = {
  id: 'swarm',
  // Swarm mode came with 1.12, networks that any container may join with 1.13.
  engines: { from: '1.13' },
  store: 'swarm',
  drawn: {
    docker: texts.pictures.versionsFrom({ from: '1.13' }),
    ports: (dataPort) => texts.pictures.swarmPorts({ dataPort }),
    portsInWords: (dataPort) => texts.pictures.swarmPortsInWords({ dataPort }),
    // ingress comes first: it has 4096.
    vni: 4097,
    subnet: '10.0.0',
    // The load balancer of each node takes an address as well.
    workers: [2, 4],
  },
  steps: [
    ...looking,
    {
      ...builtTogether('swarm', texts.steps.swarm, [{ step: 'preflight', on: 'every' }]),
      // Leaving takes the engine's sandboxes along, in the middle of the image's import otherwise.
      after: ['image'],
    },
    networkAfter('swarm'),
    ...working,
    // Idle containers, all the same: nothing else runs while something is measured.
    {
      id: 'raft',
      title: texts.steps.raft,
      scope: 'node',
      kind: 'observe',
      needs: [{ step: 'workers', on: 'every' }],
      daemons: ['docker'],
      after: measuring,
    },
    {
      ...builtTogether('service', texts.steps.service, [{ step: 'workers', on: 'every' }]),
      after: [...measuring, 'raft'],
    },
  ],
  parts: [
    prerequisites,
    { id: 'swarm', steps: ['swarm'] },
    { id: 'network', picture: 'swarm-network', steps: ['network'] },
    { id: 'containers', steps: ['workers', 'interfaces'] },
    ...workingParts.map((part) => ({ ...part, text: `etcd/${part.id}` })),
    { id: 'vxlan', steps: ['tunnel'] },
    { id: 'raft', picture: 'swarm', steps: ['raft'] },
    { id: 'service', picture: 'swarm', steps: ['service'] },
  ],
} as const satisfies TrackOutline;

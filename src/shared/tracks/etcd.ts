import { texts } from '../texts/text.ts';
import { looking, networkAfter, prerequisites, working, workingParts } from './common.ts';
import type { TrackOutline } from './outline.ts';

/** The tutorial of 2015: etcd as the engines' common store. */
export const etcdOutline = {
  id: 'etcd',
  engines: { from: '1.9', before: '23' },
  store: 'daemon',
  drawn: {
    docker: texts.pictures.versionsBetween({ from: '1.9', to: '20.10' }),
    store: { name: 'etcd', versions: texts.pictures.versionsBetween({ from: '2.2', to: '3.5' }) },
    ports: () => '2379, 2380 · 7946 tcp+udp · 4789 udp',
    portsInWords: () => texts.pictures.etcdPortsInWords,
    vni: 256,
    subnet: '10.0.0',
    workers: [2, 3],
  },
  steps: [
    ...looking,
    {
      id: 'etcd',
      title: texts.steps.etcd,
      scope: 'cluster',
      kind: 'build',
      needs: [{ step: 'preflight', on: 'every' }],
      daemons: ['etcd'],
    },
    {
      id: 'daemon',
      title: texts.steps.daemon,
      scope: 'node',
      kind: 'build',
      needs: [{ step: 'etcd', on: 'every' }],
      daemons: ['docker'],
      // It restarts the engine, in the middle of the image's import otherwise.
      after: ['image'],
    },
    networkAfter('daemon'),
    ...working,
  ],
  parts: [
    prerequisites,
    { id: 'etcd', steps: ['etcd'] },
    { id: 'daemons', steps: ['daemon'] },
    { id: 'network', steps: ['network'] },
    { id: 'containers', steps: ['workers', 'interfaces'] },
    ...workingParts,
    { id: 'vxlan', steps: ['tunnel'] },
  ],
} as const satisfies TrackOutline;

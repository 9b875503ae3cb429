import { inWords } from '../texts/text.ts';
import { containerRows } from './containers.ts';
import { daemonRows } from './daemon.ts';
import { type Diagnosis, diagnosisOfFailure } from './diagnosis.ts';
import { engineRows } from './engine.ts';
import { engineStateRows } from './engine-state.ts';
import { etcdRows } from './etcd.ts';
import { machineRows } from './machines.ts';
import { networkRows } from './networks.ts';
import { storeRows } from './store.ts';
import { trackRows } from './tracks.ts';
import { trafficRows } from './traffic.ts';
import { tunnelRows } from './tunnel.ts';

/**
 * All rows, by number. A new one is one entry in one of the files beside this one, with the next free number, and its
 * texts below src/shared/texts/en/failures.
 */
export const catalogue: readonly Diagnosis[] = [
  ...engineRows,
  ...engineStateRows,
  ...etcdRows,
  ...storeRows,
  ...daemonRows,
  ...trafficRows,
  ...tunnelRows,
  ...machineRows,
  ...containerRows,
  ...networkRows,
  ...trackRows,
]
  .map(diagnosisOfFailure)
  .sort((a, b) => a.number - b.number);

export const diagnosisOf = (number: number): Diagnosis | undefined => catalogue.find((row) => row.number === number);

/** The rows in which all these words stand, in any part of a row, in the language of this program. */
export function searchCatalogue(words: string): Diagnosis[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return catalogue.filter((row) => {
    const text = searched(row).join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const searched = ({ number, title, see, why, check, remedy, sources }: Diagnosis): string[] => [
  String(number),
  ...[title, see, why, check.text, remedy.text].map(inWords),
  ...[...check.commands, ...remedy.commands, ...sources],
];

/** Names of repositories in the sources. */
const repositories: Readonly<Record<string, string>> = {
  moby: 'moby/moby',
  libnetwork: 'moby/libnetwork',
  classicswarm: 'docker-archive/classicswarm',
  etcd: 'etcd-io/etcd',
  flannel: 'flannel-io/flannel',
  vagrant: 'hashicorp/vagrant',
  'for-linux': 'docker/for-linux',
  'for-win': 'docker/for-win',
  'hub-feedback': 'docker/hub-feedback',
  compose: 'docker/compose',
  'docker-modem': 'apocas/docker-modem',
  'docker-snap': 'docker-snap/docker-snap',
};

/** Where a source can be read; undefined where its repository is not known. */
export function sourceAddress(source: string): string | undefined {
  const [name = '', issue = ''] = source.split('#', 2);
  const repository = repositories[name];
  return repository && /^\d{1,7}$/.test(issue) ? `https://github.com/${repository}/issues/${issue}` : undefined;
}

import { labUnitPaths } from '../ledger/lab-files.ts';
import { stateDirectory } from '../machine/own-directory.ts';
import type { Conversation } from '../machine/port.ts';
import { nodeProgramScript } from './node-program-script.ts';

/** Files of the system that tell how Docker and etcd are set up. */
const settings = [
  '/etc/docker/daemon.json',
  '/etc/default/docker',
  '/etc/default/etcd',
  '/etc/systemd/system',
  '/etc/systemd/system/docker.service',
  '/etc/systemd/system/docker.service.d',
  '/etc/systemd/system/etcd.service',
  ...labUnitPaths,
];

/** The data of the lab's member of etcd: gone, it runs on, and does not start again. */
export const memberData = (lab: string): string => `${stateDirectory(lab)}/etcd-data/member`;

/** The app's own, by which one knows whether it is at work. */
export const ownFiles = (lab: string) => ({
  lease: `${stateDirectory(lab)}/lease`,
  ledger: `${stateDirectory(lab)}/ledger.jsonl`,
});

/** Lines that one source may say in a second; with more it is ended, and started again a second later. */
const mostLines = 100;
/** Begins with the seconds since the node was started. */
const clock = '/proc/uptime';

/**
 * Says what changes on a node, a line a change; see `lines.ts`. It looks at what nothing announces whenever it gets a line,
 * and repeats that line when it has looked: so it costs nothing where nobody asks, and ends with its connection.
 */
export const nodeWatch: Conversation<{ lab: string }> = {
  name: 'node.watch',
  argv({ lab }) {
    const { lease, ledger } = ownFiles(lab);
    const files = [...settings, memberData(lab), ledger, lease];
    return ['sh', '-c', nodeProgramScript, 'overlay-lab-looks', String(mostLines), clock, ...files];
  },
};

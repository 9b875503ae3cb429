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
    return ['sh', '-c', nodeProgramScript, 'overlay-lab-looks', String(mostLines), clock, ...settings, ledger, lease];
  },
};

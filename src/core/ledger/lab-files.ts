/** Files outside of its own directory that a lab may write, with who must hear of each. */
export const daemonJsonPath = '/etc/docker/daemon.json';
export const daemonDropInPath = '/etc/systemd/system/docker.service.d/zz-overlay-lab.conf';
/** The unit of a member of etcd: of all that a lab writes outside its own folder, what stands longest. Its first line names the lab. */
export const labUnitPath = '/etc/systemd/system/overlay-lab-etcd.service';

/** The unit that guards the engine's ports on a node without a member; its first line names the lab too. */
export const guardUnitPath = '/etc/systemd/system/overlay-lab-guard.service';
/** The unit of the lab's routing daemon. */
export const birdUnitPath = '/etc/systemd/system/overlay-lab-bird.service';

/** Units of a lab's own. */
export const labUnitPaths = [labUnitPath, guardUnitPath, birdUnitPath];

export const labFiles: Readonly<Record<string, 'systemd' | 'docker'>> = {
  [daemonJsonPath]: 'docker',
  [daemonDropInPath]: 'docker',
  [labUnitPath]: 'systemd',
  [guardUnitPath]: 'systemd',
  [birdUnitPath]: 'systemd',
};

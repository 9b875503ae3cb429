import { managerPort } from '../../machine/swarm.ts';
import { gossip, type Questions, swarmStateOf } from '../common/support/questions.ts';

/** Whether a swarm that it is in already is the lab's, the step swarm tells. */
export const swarmQuestions: Questions = {
  holders: { [managerPort]: ['dockerd'], ...gossip },
  // Of ingress, and of the first network.
  vnis: [4096, 4097],
  configures: false,
  needsEtcd: false,
  tooOld: (version) => `engine ${version} has no swarm networks that containers can join`,
  tooNew: (version) => `engine ${version} no longer has swarm mode`,
  inTheWay: (found) => {
    if (found.ClusterStore)
      return {
        message: `the engine has the cluster store ${found.ClusterStore}, which keeps it from joining a swarm`,
        remedy:
          'Remove cluster-store and cluster-advertise from /etc/docker/daemon.json, or reset the lab that set them; then: systemctl restart docker',
      };
    if (found.LiveRestoreEnabled)
      return {
        message: 'live-restore is on, which keeps an engine from joining a swarm',
        remedy: 'Turn it off in /etc/docker/daemon.json ("live-restore": false), then: systemctl reload docker',
        diagnosis: 36,
      };
    return undefined;
  },
  isSet: (found) => swarmStateOf(found) === 'active',
};

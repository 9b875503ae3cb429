import { wantedOf } from '../../common/support/names.ts';
import { gossip, type Questions, swarmStateOf } from '../../common/support/questions.ts';

/** The engine has 7946 and 4789 once it runs with a store, etcd the others. */
export const etcdQuestions: Questions = {
  holders: { 2379: ['etcd'], 2380: ['etcd'], ...gossip },
  vnis: [256],
  configures: true,
  needsEtcd: true,
  tooOld: (version) => `engine ${version} has no overlay driver yet`,
  tooNew: (version) => `engine ${version} no longer has --cluster-store (removed in 23.0)`,
  inTheWay: (found) =>
    swarmStateOf(found) === 'inactive'
      ? undefined
      : {
          message: `swarm mode is ${swarmStateOf(found)}`,
          remedy: leaveSwarm(found.Swarm?.ControlAvailable ?? false),
          diagnosis: 2,
        },
  isSet: (found, address) => found.ClusterStore === wantedOf(address).store,
};

/** A manager does not go without force, and what it alone knows of the swarm goes with it. */
const leaveSwarm = (isManager: boolean): string =>
  isManager
    ? 'Leave it first: docker swarm leave --force. This node is a manager: its services and overlay networks stop, and secrets and configs of the swarm are lost unless another manager has them.'
    : 'Leave it first: docker swarm leave. Services of the swarm that run on this node stop.';

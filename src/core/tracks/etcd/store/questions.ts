import { texts, type Words } from '../../../../shared/texts/text.ts';
import { wantedOf } from '../../common/support/names.ts';
import { gossip, type Questions, swarmStateOf } from '../../common/support/questions.ts';

/** The engine has 7946 and 4789 once it runs with a store, etcd the others. */
export const etcdQuestions: Questions = {
  holders: { 2379: ['etcd'], 2380: ['etcd'], ...gossip },
  vnis: [256],
  configures: true,
  needsEtcd: true,
  tooOld: (version) => texts.etcd.tooOld({ version }),
  tooNew: (version) => texts.etcd.tooNew({ version }),
  inTheWay: (found) =>
    swarmStateOf(found) === 'inactive'
      ? undefined
      : {
          message: texts.etcd.swarmMode({ state: swarmStateOf(found) }),
          remedy: leaveSwarm(found.Swarm?.ControlAvailable ?? false),
          diagnosis: 2,
        },
  isSet: (found, address) => found.ClusterStore === wantedOf(address).store,
};

/** A manager does not go without force, and what it alone knows of the swarm goes with it. */
const leaveSwarm = (isManager: boolean): Words =>
  isManager ? texts.etcd.leaveManagerRemedy : texts.etcd.leaveWorkerRemedy;

import { vxlanPort } from '../../../../shared/lab/lab.ts';
import { isMember } from '../../../../shared/lab/members.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { wantedOf } from '../../common/support/names.ts';
import { heldByEngine, type Questions, type QuestionsOf, swarmStateOf } from '../../common/support/questions.ts';
import { wrapped } from '../../common/support/way.ts';

/** The engine has 7946 and 4789 once it runs with a store; a member of etcd, where there is one, has the others. */
export const etcdQuestions: QuestionsOf = (lab, node) => ({
  holders: {
    ...(isMember(lab, node) ? { 2379: ['etcd'], 2380: ['etcd'] } : {}),
    ...heldByEngine(vxlanPort),
  } as Questions['holders'],
  driver: 'overlay',
  mtu: wrapped,
  vnis: [256],
  configures: true,
  needsEtcd: isMember(lab, node),
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
  isSet: (found, address) => found.ClusterStore === wantedOf(lab, address).store,
});

/** A manager does not go without force, and what it alone knows of the swarm goes with it. */
const leaveSwarm = (isManager: boolean): Words =>
  isManager ? texts.etcd.leaveManagerRemedy : texts.etcd.leaveWorkerRemedy;

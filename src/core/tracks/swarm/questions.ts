import { texts } from '../../../shared/texts/text.ts';
import { managerPort } from '../../machine/swarm.ts';
import { gossip, type Questions, swarmStateOf } from '../common/support/questions.ts';
import { wrapped } from '../common/support/way.ts';

/** Whether a swarm that it is in already is the lab's, the step swarm tells. */
export const swarmQuestions: Questions = {
  holders: { [managerPort]: ['dockerd'], ...gossip },
  driver: 'overlay',
  mtu: wrapped,
  // Of ingress, and of the first network.
  vnis: [4096, 4097],
  configures: false,
  needsEtcd: false,
  tooOld: (version) => texts.swarm.tooOld({ version }),
  tooNew: (version) => texts.swarm.tooNew({ version }),
  inTheWay: (found) => {
    if (found.ClusterStore)
      return {
        message: texts.swarm.hasStore({ store: found.ClusterStore }),
        remedy: texts.swarm.hasStoreRemedy,
      };
    if (found.LiveRestoreEnabled)
      return {
        message: texts.swarm.liveRestore,
        remedy: texts.swarm.liveRestoreRemedy,
        diagnosis: 36,
      };
    return undefined;
  },
  isSet: (found) => swarmStateOf(found) === 'active',
};

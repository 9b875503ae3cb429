import { dataPortOf } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import { compareVersions } from '../../../shared/tracks/outline.ts';
import { managerPort } from '../../machine/swarm.ts';
import { heldByEngine, type QuestionsOf, swarmStateOf } from '../common/support/questions.ts';
import { overlayWay } from '../common/support/way.ts';

/** Engines from here on take another port than 4789. */
const firstWithDataPort = '19.03';

/** Whether a swarm that it is in already is the lab's, the step swarm tells. */
export const swarmQuestions: QuestionsOf = (lab) => ({
  holders: { [managerPort]: ['dockerd'], ...heldByEngine(dataPortOf(lab)) },
  driver: 'overlay',
  mtu: overlayWay.mtu(lab),
  // Of ingress, and of the first network.
  vnis: [4096, 4097],
  configures: false,
  needsEtcd: false,
  tooOld: (version) => texts.swarm.tooOld({ version }),
  tooNew: (version) => texts.swarm.tooNew({ version }),
  inTheWay: (found) => {
    if (lab.swarm?.dataPathPort && compareVersions(found.ServerVersion, firstWithDataPort) < 0)
      return {
        message: texts.swarm.noDataPort({ version: found.ServerVersion }),
        remedy: texts.swarm.noDataPortRemedy,
      };
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
});

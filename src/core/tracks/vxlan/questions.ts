import { texts } from '../../../shared/texts/text.ts';
import { ownTunnels, type QuestionsOf } from '../common/support/questions.ts';

export const vxlanQuestions: QuestionsOf = () => ({
  ...ownTunnels,
  tooOld: (version) => texts.vxlan.tooOld({ version }),
  tooNew: (version) => texts.vxlan.tooNew({ version }),
});

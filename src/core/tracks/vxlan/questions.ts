import { texts } from '../../../shared/texts/text.ts';
import { vxlanVni } from '../../machine/vxlan-link.ts';
import type { QuestionsOf } from '../common/support/questions.ts';
import { wrapped } from '../common/support/way.ts';

/** Whatever the engine shares with others is not in the way: its bridges are its own. */
export const vxlanQuestions: QuestionsOf = () => ({
  // The kernel's own sockets have no program.
  holders: { 4789: ['', 'dockerd'] },
  driver: 'bridge',
  mtu: wrapped,
  vnis: [vxlanVni],
  configures: false,
  needsEtcd: false,
  tooOld: (version) => texts.vxlan.tooOld({ version }),
  tooNew: (version) => texts.vxlan.tooNew({ version }),
  inTheWay: () => undefined,
  isSet: () => false,
});

import { texts } from '../../../shared/texts/text.ts';
import { routedOutline } from '../../../shared/tracks/routed.ts';
import { typedTarget } from '../common/bridges/bridge-plan.ts';
import { bridgesStep } from '../common/bridges/bridges.ts';
import { image } from '../common/image/image.ts';
import { preflight } from '../common/preflight/preflight.ts';
import type { Way } from '../common/support/way.ts';
import { makeTrack } from '../common/track.ts';
import { workingOver } from '../common/usual-steps.ts';
import { ownSubnets, plain } from './plan.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';

const way: Way = {
  hasGwbridge: false,
  mtu: () => plain,
  target: typedTarget(ownSubnets),
  lost: {
    unreachable: { remedy: texts.routed.unreachableRemedy },
    silent: { remedy: texts.routed.silentRemedy },
  },
};

export const routedTrack = makeTrack(routedOutline, {
  // No port has to be open, and nothing that the engine shares with others is in the way.
  preflight: preflight(() => ({
    holders: {},
    driver: 'bridge',
    mtu: plain,
    vnis: [],
    configures: false,
    needsEtcd: false,
    tooOld: (version) => texts.routed.tooOld({ version }),
    tooNew: (version) => texts.routed.tooNew({ version }),
    inTheWay: () => undefined,
    isSet: () => false,
  })),
  image,
  network: bridgesStep(ownSubnets),
  routes,
  rules,
  ...workingOver(way),
});

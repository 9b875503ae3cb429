import { texts } from '../../../shared/texts/text.ts';
import { vxlanOutline } from '../../../shared/tracks/vxlan.ts';
import { vxlanLink } from '../../machine/vxlan-link.ts';
import { typedTarget } from '../common/bridges/bridge-plan.ts';
import { bridgesStep } from '../common/bridges/bridges.ts';
import { sharedSubnet } from '../common/bridges/shared-subnet.ts';
import { image } from '../common/image/image.ts';
import { tunnelAt } from '../common/observe/tunnel.ts';
import { preflight } from '../common/preflight/preflight.ts';
import { type Way, wrapped } from '../common/support/way.ts';
import { makeTrack } from '../common/track.ts';
import { workingOver } from '../common/usual-steps.ts';
import { link } from './link.ts';
import { peers } from './peers.ts';
import { vxlanQuestions } from './questions.ts';

/** Docker tells a container the names of those on the same engine alone, so the others are reached by their addresses. */
const way: Way = {
  hasGwbridge: false,
  mtu: () => wrapped,
  target: typedTarget(sharedSubnet),
  lost: {
    unreachable: { remedy: texts.vxlan.unreachableRemedy },
    silent: { remedy: texts.vxlan.silentRemedy, diagnosis: 17 },
  },
};

export const vxlanTrack = makeTrack(vxlanOutline, {
  preflight: preflight(vxlanQuestions),
  image,
  network: bridgesStep(sharedSubnet),
  link,
  peers,
  ...workingOver(way),
  tunnel: tunnelAt({
    device: vxlanLink,
    shown: `dev ${vxlanLink}`,
    target: way.target,
    unknown: { remedy: texts.vxlan.unknownRemedy },
  }),
});

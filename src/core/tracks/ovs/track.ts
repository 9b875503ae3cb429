import { texts } from '../../../shared/texts/text.ts';
import { ovsOutline } from '../../../shared/tracks/ovs.ts';
import { labSwitch } from '../../machine/open-switch.ts';
import { typedTarget } from '../common/bridges/bridge-plan.ts';
import { bridgesStep } from '../common/bridges/bridges.ts';
import { sharedSubnet } from '../common/bridges/shared-subnet.ts';
import { image } from '../common/image/image.ts';
import { tunnelAt } from '../common/observe/tunnel.ts';
import { preflight } from '../common/preflight/preflight.ts';
import { ownTunnels } from '../common/support/questions.ts';
import { type Way, wrapped } from '../common/support/way.ts';
import { makeTrack } from '../common/track.ts';
import { workingOver } from '../common/usual-steps.ts';
import { tunnelPorts } from './ports.ts';
import { openSwitch } from './switch.ts';

const way: Way = {
  hasGwbridge: false,
  mtu: () => wrapped,
  target: typedTarget(sharedSubnet),
  lost: {
    unreachable: { remedy: texts.ovs.unreachableRemedy },
    silent: { remedy: texts.ovs.silentRemedy, diagnosis: 17 },
  },
};

export const ovsTrack = makeTrack(ovsOutline, {
  preflight: preflight(() => ({
    ...ownTunnels,
    needsOpenSwitch: true,
    tooOld: (version) => texts.ovs.tooOld({ version }),
    tooNew: (version) => texts.ovs.tooNew({ version }),
  })),
  image,
  network: bridgesStep(sharedSubnet),
  switch: openSwitch,
  ports: tunnelPorts,
  ...workingOver(way),
  tunnel: tunnelAt({
    by: 'ovs',
    device: labSwitch,
    shown: labSwitch,
    target: way.target,
    unknown: { remedy: texts.ovs.unknownRemedy },
  }),
});

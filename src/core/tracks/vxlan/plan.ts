import { type Lab, vxlanPort } from '../../../shared/lab/lab.ts';
import type { Node } from '../../machine/port.ts';
import { type LinkPlan, labBridge, vxlanLink, vxlanVni } from '../../machine/vxlan-link.ts';
import { wrapped } from '../common/support/way.ts';

/** Told by a control plane, here the lab; or by what it floods and learns. */
export const isTold = ({ vxlan }: Lab): boolean => vxlan?.variant !== 'flood';

/** What the link of a node is to be. */
export const linkPlan = (lab: Lab, { address }: Pick<Node, 'address'>): LinkPlan => ({
  ...{ name: vxlanLink, vni: vxlanVni, port: vxlanPort, local: address, master: labBridge },
  mtu: lab.network.mtu ?? wrapped.usual,
  isTold: isTold(lab),
});

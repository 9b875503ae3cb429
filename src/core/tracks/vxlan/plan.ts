import { type Lab, parseSubnet, vxlanPort } from '../../../shared/lab/lab.ts';
import type { Node } from '../../machine/port.ts';
import { type LinkPlan, labBridge, vxlanLink, vxlanVni } from '../../machine/vxlan-link.ts';
import {
  addressIn,
  type BridgePlan,
  type Bridges,
  bitsFor,
  bridgeOptions,
  partsOf,
} from '../common/bridges/bridge-plan.ts';
import { subnetCandidates } from '../common/support/free-subnet.ts';
import { wrapped } from '../common/support/way.ts';

/** The smallest part in which a gateway and a worker have room beside the addresses that nobody may have. */
const smallestPart = 30;

/** One subnet on all bridges, as on one switch; each engine gives addresses from a part of its own, so that none is given twice. */
export const sharedSubnet: Bridges = {
  candidates: subnetCandidates,
  whole: (subnet) => subnet,
  plans(lab, whole) {
    const prefix = (parseSubnet(whole)?.prefix ?? 32) + bitsFor(lab.nodes.length);
    const ranges = prefix > smallestPart ? undefined : partsOf(whole, prefix, lab.nodes.length);
    return ranges?.map((range, index): BridgePlan => {
      // The first address of all is the network's own.
      const first = index === 0 ? 1 : 0;
      const [gateway, worker] = [addressIn(range, first), addressIn(range, first + 1)];
      return { subnet: whole, range, gateway, worker, options: bridgeOptions(lab, wrapped.usual) };
    });
  },
};

/** Told by a control plane, here the lab; or by what it floods and learns. */
export const isTold = ({ vxlan }: Lab): boolean => vxlan?.variant !== 'flood';

/** What the link of a node is to be. */
export const linkPlan = (lab: Lab, { address }: Pick<Node, 'address'>): LinkPlan => ({
  ...{ name: vxlanLink, vni: vxlanVni, port: vxlanPort, local: address, master: labBridge },
  mtu: lab.network.mtu ?? wrapped.usual,
  isTold: isTold(lab),
});

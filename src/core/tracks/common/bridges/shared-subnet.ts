import { parseSubnet } from '../../../../shared/lab/lab.ts';
import { subnetCandidates } from '../support/free-subnet.ts';
import { addressIn, bitsFor, partsOf } from '../support/subnet-parts.ts';
import { wrapped } from '../support/way.ts';
import { type BridgePlan, type Bridges, bridgeOptions } from './bridge-plan.ts';

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

import { parseSubnet } from '../../../shared/lab/lab.ts';
import { placeIn } from '../../../shared/tracks/outline.ts';
import { type BridgePlan, type Bridges, bridgeOptions } from '../common/bridges/bridge-plan.ts';
import { addressIn, bitsFor, partsOf } from '../common/support/subnet-parts.ts';

/** Nothing is wrapped, so packets between workers are as large as any. */
export const plain = { usual: 1500, headers: 0 } as const;

const wholePrefix = 16;
/** Of a node's subnet, where there is room for so many of them. */
const usualPrefix = 24;
const smallestSubnet = 29;

const masquerade = 'com.docker.network.bridge.enable_ip_masquerade';
const gatewayMode = 'com.docker.network.bridge.gateway_mode_ipv4';

/** A subnet a node: 10.244.1.0/24 on the first, 10.244.2.0/24 on the second, and so on. */
export const ownSubnets: Bridges = {
  candidates: [244, ...Array.from({ length: 40 }, (_, n) => 200 + n)].map((n) => `10.${n}.0.0/${wholePrefix}`),
  whole: (subnet) => `${subnet.split('.').slice(0, 2).join('.')}.0.0/${wholePrefix}`,
  plans(lab, whole) {
    const { length: count } = lab.nodes;
    const prefix = Math.max(usualPrefix, (parseSubnet(whole)?.prefix ?? 32) + bitsFor(count + 1));
    const subnets = prefix > smallestSubnet ? undefined : partsOf(whole, prefix, count, 1);
    return subnets?.map((subnet): BridgePlan => {
      const [gateway, worker] = [addressIn(subnet, 1), addressIn(subnet, 2)];
      return { subnet, gateway, worker, options: { ...bridgeOptions(lab, plain.usual), [masquerade]: 'false' } };
    });
  },
  // Engines before 28 take it, and do nothing with it.
  optionsOf: (version): Record<string, string> =>
    placeIn({ from: '28' }, version) === 'within' ? { [gatewayMode]: 'routed' } : {},
};

/** All nodes' subnets together, which the rules are about. */
export const wholeOf = (lab: { network: { subnet?: string | undefined } }, subnet: string): string =>
  lab.network.subnet ?? ownSubnets.whole(subnet);

import { dataPortOf, type Lab } from '../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { SwarmMembership } from '../../machine/swarm.ts';

/** What each network gets of a pool. */
const poolMask = 24;

/** What a swarm is told once, when it is made, and keeps; `pools` where the lab file names none. */
export function termsOf({ swarm }: Lab, pools: readonly string[]) {
  const chosen = swarm?.addressPool ? [swarm.addressPool] : [...pools];
  return {
    ...(chosen.length > 0 && { DefaultAddrPool: chosen, SubnetSize: poolMask }),
    ...(swarm?.dataPathPort && { DataPathPort: swarm.dataPathPort }),
  };
}

/** The same as flags of `docker swarm init`: what the lab file says. */
export const termsInWords = ({ swarm }: Lab): string =>
  [
    swarm?.dataPathPort && ` --data-path-port ${swarm.dataPathPort}`,
    swarm?.addressPool && ` --default-addr-pool ${swarm.addressPool} --default-addr-pool-mask-length ${poolMask}`,
  ]
    .filter(Boolean)
    .join('');

/** How a swarm differs from what the lab file says; undefined where it does not. */
export function madeOtherwise(lab: Lab, { dataPort, pools = [] }: SwarmMembership): Words | undefined {
  const wanted = dataPortOf(lab);
  if (dataPort !== undefined && dataPort !== wanted) return texts.swarm.otherDataPort({ port: dataPort, wanted });
  const pool = lab.swarm?.addressPool;
  return pool && !pools.includes(pool) ? texts.swarm.otherPool({ pools, wanted: pool }) : undefined;
}

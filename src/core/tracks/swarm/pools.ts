import { texts } from '../../../shared/texts/text.ts';
import { engineInfo } from '../../machine/engine.ts';
import type { Node } from '../../machine/port.ts';
import { nodeFacts } from '../common/support/facts.ts';
import { freeSubnet, takenOn } from '../common/support/free-subnet.ts';
import type { LabContext } from '../common/support/lab-step.ts';
import { listNetworks } from '../common/support/objects.ts';

/** Engines from 18.09 on take a pool for the networks that a swarm makes by itself. */
const firstWithPool = [18, 9] as const;

/** How many networks a person may make in it beside the lab's, without naming a subnet. */
const pools = 8;

/**
 * The engine gives 10.0.0.0/24 to `ingress`, also where the nodes are there: subnets that nobody has are named instead.
 * `ingress` takes the first; the second is the one that the plan names for the lab's network.
 */
export async function freePools(context: LabContext, node: Node): Promise<string[]> {
  const { nodes, lab } = context;
  const [major = 0, minor = 0] = (await engineInfo(node)).ServerVersion.split('.').map(Number);
  if (major < firstWithPool[0] || (major === firstWithPool[0] && minor < firstWithPool[1])) return [];
  const taken = (
    await Promise.all(
      nodes.map(async (one) => takenOn(await nodeFacts(context, one), await listNetworks(one), lab.network.name)),
    )
  ).flat();
  if (lab.network.subnet) taken.push({ subnet: lab.network.subnet, by: lab.network.name });
  const found: string[] = [];
  for (let left = pools; left > 0; left -= 1) {
    const subnet = freeSubnet(taken);
    if (!subnet) break;
    found.push(subnet);
    taken.push({ subnet, by: texts.swarm.theSwarm });
  }
  const [own = [], ingress = [], ...rest] = found.map((one) => [one]);
  return lab.network.subnet ? found : [...ingress, ...own, ...rest.flat()];
}

import { type Lab, subnetsOverlap } from '../../../../shared/lab/lab.ts';
import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import { takenOn } from '../support/free-subnet.ts';
import type { NamedNetwork } from '../support/objects.ts';
import { ok } from './ok.ts';

/** The subnet of the lab file against all that this node has; where the file names none, a free one is chosen. */
export function subnet(lab: Lab, system: SystemFacts, networks: readonly NamedNetwork[]): Problem[] {
  const wanted = lab.network.subnet;
  if (!wanted) return [];
  const clash = takenOn({ system }, networks, lab.network.name).find((taken) => subnetsOverlap(wanted, taken.subnet));
  if (!clash) return [ok('subnet', `${wanted} is free here`)];
  return [
    {
      level: 'error',
      code: 'subnet',
      message: `${wanted} overlaps with ${clash.by}`,
      remedy: 'Choose another subnet in the lab file, or leave it out: then a free one is chosen.',
      diagnosis: 24,
    },
  ];
}

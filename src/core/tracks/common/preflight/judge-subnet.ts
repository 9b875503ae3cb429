import { type Lab, subnetsOverlap } from '../../../../shared/lab/lab.ts';
import { texts } from '../../../../shared/texts/text.ts';
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
  if (!clash) return [ok('subnet', texts.preflight.subnetFree({ subnet: wanted }))];
  return [
    {
      level: 'error',
      code: 'subnet',
      message: texts.preflight.subnetOverlaps({ subnet: wanted, by: clash.by }),
      remedy: texts.preflight.subnetOverlapsRemedy,
      diagnosis: 24,
    },
  ];
}

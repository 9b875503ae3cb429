import { keptDrills } from '../core/drills/kept-drills.ts';
import type { DrillRequest } from '../core/drills/with-ledgers.ts';
import { stateDir } from '../core/gates/places.ts';
import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';
import type { Session } from './session.ts';

/**
 * Before anything is shown that would give a drill by surprise away. Throws `refused` while its cause is not named. Nodes are
 * asked only where one was begun from here and has no end yet.
 */
export async function mustBeNoSecret(
  { deps: { io, drills } }: Session,
  lab: TrustedLab,
  how: Pick<DrillRequest, 'prompts' | 'signal'>,
): Promise<void> {
  const state = stateDir(io.env);
  if (!(await keptDrills(state, lab.lab.name)).some(({ isOpen }) => isOpen)) return;
  const { running } = await drills.state(lab, { ...how, state });
  if (running?.isSurprise && !running.isNamed)
    throw new LabError('refused', texts.drills.givesAway, { remedy: texts.drills.givesAwayRemedy });
}

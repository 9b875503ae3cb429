import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import type { StepId } from '../shared/run/steps.ts';
import { withDependants } from '../shared/tracks/outline.ts';
import { outlineOf } from '../shared/tracks/tracks.ts';
import { askStatus, standingLines } from './lab-status.ts';
import type { Session } from './session.ts';

/** What a reset or undo will do, before it is asked for. */
export async function takeBackPlan(
  session: Session,
  lab: TrustedLab,
  unowned: boolean,
  step?: StepId,
): Promise<string[]> {
  const nodes = lab.lab.nodes.map((node) => node.name).join(', ');
  const steps = step ? withDependants(outlineOf(lab.lab.track), [step]) : undefined;
  const what = steps ? `the steps ${steps.join(', ')}` : 'everything the lab changed';
  const networkGoes = !steps || steps.includes('network');
  const status = await askStatus(session, lab);
  return [
    `${lab.lab.name}: undo ${what} on ${nodes}, newest first.`,
    ...standingLines(status, steps ? { steps, unowned } : { depth: 'made', unowned }),
    ...closing(unowned, networkGoes && status.nodes.some((node) => node.unowned?.length)),
  ];
}

function closing(unowned: boolean, inTheWay: boolean): string[] {
  if (unowned) return ["Manually created containers are first disconnected from the lab's network; they are kept."];
  const left = 'What the lab did not create is left as it is.';
  if (!inTheWay) return [left];
  return [
    left,
    'So a network stays while a manually created container is on it: stop it first, or add --include-unowned,',
    'which disconnects it from the network.',
  ];
}

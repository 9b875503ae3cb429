import type { LoadedLab } from '../core/lab/load-lab.ts';
import type { StepId } from '../shared/steps.ts';
import { askStatus, standingLines } from './lab-status.ts';
import type { Session } from './session.ts';

/** What a reset or undo will do, before it is asked for. */
export async function takeBackPlan(
  session: Session,
  lab: LoadedLab,
  unowned: boolean,
  step?: StepId,
): Promise<string[]> {
  const nodes = lab.lab.nodes.map((node) => node.name).join(', ');
  const steps = step ? session.deps.withDependants(step) : undefined;
  const what = steps ? `the steps ${steps.join(', ')}` : 'all that the lab changed';
  const networkGoes = !steps || steps.includes('network');
  const status = await askStatus(session, lab);
  return [
    `${lab.lab.name}: take back ${what} on ${nodes}, newest first.`,
    ...(status ? standingLines(status, steps) : ['What the ledger on each node names is removed or put back.']),
    ...closing(unowned, networkGoes && (status?.nodes.some((node) => node.unowned?.length) ?? false)),
  ];
}

function closing(unowned: boolean, inTheWay: boolean): string[] {
  if (unowned) return ["Containers that were made by hand are cut off from the lab's network first; they stay."];
  const left = 'What the lab did not make is left as it is.';
  if (!inTheWay) return [left];
  return [
    left,
    'So a network stays while a container that was made by hand is on it: end that one first, or add --include-unowned,',
    'which cuts it off from the network.',
  ];
}

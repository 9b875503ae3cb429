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
  const status = await askStatus(session, lab);
  return [
    `${lab.lab.name}: take back ${what} on ${nodes}, newest first.`,
    ...(status ? standingLines(status, steps) : ['What the ledger on each node names is removed or put back.']),
    unowned
      ? 'What was made by hand on what the lab made (containers on its network) is removed too.'
      : 'What the lab did not make is left as it is.',
  ];
}

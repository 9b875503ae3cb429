import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import type { StepId } from '../shared/run/steps.ts';
import { spoken } from '../shared/texts/text.ts';
import { withDependants } from '../shared/tracks/outline.ts';
import { outlineOf } from '../shared/tracks/tracks.ts';
import type { ResetDepth } from '../shared/wire/reset-depth.ts';
import { askStatus, standingLines } from './lab-status.ts';
import type { Session } from './session.ts';

/** What a reset or undo will do, before it is asked for. */
export async function takeBackPlan(
  session: Session,
  lab: TrustedLab,
  { unowned, depth, step }: { unowned: boolean; depth: ResetDepth; step?: StepId | undefined },
): Promise<string[]> {
  const nodes = lab.lab.nodes.map((node) => node.name).join(', ');
  const steps = step ? withDependants(outlineOf(lab.lab.track), [step]) : undefined;
  const all = depth === 'typed' ? `${spoken.cli.allOfTheLab} and what was typed by hand` : spoken.cli.allOfTheLab;
  const what = steps ? spoken.cli.theSteps({ steps }) : all;
  const networkGoes = !steps || steps.includes('network');
  const status = await askStatus(session, lab);
  return [
    spoken.cli.undoPlan({ lab: lab.lab.name, what, nodes }),
    ...standingLines(status, steps ? { steps, unowned } : { depth, unowned }),
    ...closing(unowned, networkGoes && status.nodes.some((node) => node.unowned?.length)),
  ];
}

function closing(unowned: boolean, inTheWay: boolean): string[] {
  if (unowned) return [spoken.cli.disconnectedFirst];
  const left = spoken.cli.othersStay;
  if (!inTheWay) return [left];
  return [left, spoken.cli.networkStays, spoken.cli.networkStaysUnless];
}

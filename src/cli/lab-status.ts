import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { cleaned } from '../core/report/cleaned.ts';
import type { StepId } from '../shared/run/steps.ts';
import type { LabStatus } from './deps.ts';
import { terminalPrompts } from './prompts.ts';
import type { Session } from './session.ts';

const shownChanges = 12;

/** What stands on the nodes, free of what could steer a terminal. */
export async function askStatus({ deps, screen }: Session, lab: TrustedLab): Promise<LabStatus> {
  const prompts = terminalPrompts(deps.io, {
    whileAsking: (ask) => screen.whileAsking(ask),
    // Nothing runs yet that would have to be cancelled: the question itself ends the command.
    interrupted: () => {},
    isCancelled: () => false,
  });
  return cleaned(await deps.labStatus(lab, prompts));
}

/** A node a paragraph; only changes of `steps`, where given. */
export function standingLines(status: LabStatus, steps?: readonly StepId[]): string[] {
  return status.nodes.flatMap(({ name, unknown, changes, inDoubt, damage, unowned = [], ended = [] }) => {
    if (unknown !== undefined) return [`  ${name}: unreachable, so what is here is unknown: ${unknown}`];
    const torn = damage === undefined ? [] : [`    ${damage}.`];
    const own = changes.filter((change) => !steps || steps.includes(change.step));
    const byHand = !steps || steps.includes('network') ? unowned : [];
    const others = [
      ...byHand.map(({ container, network }) => `    created manually: container ${container}, on ${network}`),
      ...(steps && !steps.includes('daemon') ? [] : ended).map(
        (name) => `    ran before the lab; a reset starts it again: container ${name}`,
      ),
    ];
    if (own.length === 0)
      return [
        `  ${name}: the app's ledger here has no entries for this; what was typed by hand is not searched for`,
        ...others,
        ...torn,
      ];
    const rest = own.length - shownChanges;
    return [
      `  ${name}: ${own.length} ${own.length === 1 ? 'change' : 'changes'}`,
      ...own.slice(0, shownChanges).map(({ step, change }) => `    ${step}: ${change}`),
      ...(rest > 0 ? [`    and ${rest} more`] : []),
      ...(inDoubt
        ? ['    The last one was started and its outcome is unknown: run or reset checks and resolves it.']
        : []),
      ...others,
      ...torn,
    ];
  });
}

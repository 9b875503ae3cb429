import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { cleaned } from '../core/report/cleaned.ts';
import type { StepId } from '../shared/run/steps.ts';
import type { NodeStatus, ResetDepth } from '../shared/wire/contract.ts';
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

/** A node a paragraph; only changes of `steps`, where given. `depth`: how deep a reset goes, where one is planned. */
export function standingLines(
  status: LabStatus,
  {
    steps,
    depth,
    unowned = false,
  }: { steps?: readonly StepId[] | undefined; depth?: ResetDepth; unowned?: boolean } = {},
): string[] {
  return status.nodes.flatMap((node) => {
    const { name, unknown, changes, inDoubt, damage, ended = [] } = node;
    if (unknown !== undefined) return [`  ${name}: unreachable, so what is here is unknown: ${unknown}`];
    const own = changes.filter((change) => !steps || steps.includes(change.step));
    const rest = own.length - shownChanges;
    const count = `${own.length} ${own.length === 1 ? 'change' : 'changes'}`;
    return [
      `  ${name}: ${own.length === 0 ? "the app's ledger here has no entries for this" : `${count}${steps ? '' : ' by the app'}`}`,
      ...own.slice(0, shownChanges).map(({ step, change }) => `    ${step}: ${change}`),
      ...(rest > 0 ? [`    and ${rest} more`] : []),
      ...(inDoubt
        ? ['    The last one was started and its outcome is unknown: run or reset checks and resolves it.']
        : []),
      ...(damage === undefined ? [] : [`    ${damage}.`]),
      ...(steps ? unownedLines(node, steps) : typedLines(node, { depth, unowned })),
      ...(steps && !steps.includes('daemon') ? [] : ended).map(
        (one) => `    ran before the lab; a reset starts it again: container ${one}`,
      ),
    ];
  });
}

function unownedLines({ unowned = [] }: NodeStatus, steps: readonly StepId[]): string[] {
  if (!steps.includes('network')) return [];
  return unowned.map(({ container, network }) => `    created manually: container ${container}, on ${network}`);
}

/** What no ledger names, from anybody's hand. */
function typedLines(
  { typed, unowned = [] }: NodeStatus,
  { depth, unowned: disconnects }: { depth: ResetDepth | undefined; unowned: boolean },
): string[] {
  const named = new Set(typed?.things.map(({ what }) => what));
  const others = unowned
    .filter(({ container }) => !named.has(`container ${container}`))
    .map(({ container, network }) => `    created manually: container ${container}, on ${network}`);
  if (!typed) return ['    what was typed by hand could not be looked at', ...others];
  const lines = typed.things.map(({ step, what, why, heldBy, remedy }) => {
    const left = why ?? (heldBy !== undefined && !disconnects ? `${heldBy} would lose its network` : undefined);
    const fix = remedy ? ` (to remove it: ${remedy})` : '';
    if (left !== undefined) return `    by hand, ${step}: ${what}; left, because ${left}${fix}`;
    return `    by hand, ${step}: ${what}${depth === 'made' ? '; left: --depth typed removes it' : ''}`;
  });
  const none = lines.length + others.length === 0 && !typed.unseen ? ['    nothing typed by hand was found'] : [];
  return [...lines, ...(typed.unseen ? [`    ${typed.unseen}`] : []), ...none, ...others];
}

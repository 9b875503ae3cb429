import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { cleaned } from '../core/report/cleaned.ts';
import type { StepId } from '../shared/run/steps.ts';
import { atNode } from '../shared/text/at-node.ts';
import { inWords, spoken, texts, type Words } from '../shared/texts/text.ts';
import { inThisLanguage } from '../shared/texts/wire.ts';
import type { NodeStatus } from '../shared/wire/node-status.ts';
import type { ResetDepth } from '../shared/wire/reset-depth.ts';
import type { LabStatus } from './deps.ts';
import type { Session } from './session.ts';
import { whileLooking } from './while-looking.ts';

const shownChanges = 12;

/** What stands on the nodes, free of what could steer a terminal. Ctrl-C ends the looking: `cancelled`. */
export function askStatus(session: Session, lab: TrustedLab): Promise<LabStatus> {
  const { deps, screen } = session;
  const slow = (node: string, text: Words | undefined) => {
    if (text !== undefined) screen.print([cleaned(atNode(node, inWords(text)))]);
  };
  const ended = { words: texts.cli.nothingChanged, spoken: spoken.cli.nothingChanged };
  return whileLooking(session, ended, async (how) => cleaned(await deps.labStatus(lab, { ...how, slow })));
}

/** In the language of this program, a node a paragraph; only changes of `steps`, where given. `depth`: how deep a reset goes, where one is planned. */
export function standingLines(
  status: LabStatus,
  {
    steps,
    depth,
    unowned = false,
  }: { steps?: readonly StepId[] | undefined; depth?: ResetDepth; unowned?: boolean } = {},
): string[] {
  return inThisLanguage(status.nodes).flatMap((node) => {
    const { name, unknown, changes, inDoubt, damage, ended = [] } = node;
    if (unknown !== undefined) return [spoken.cli.nodeUnreachable({ node: name, reason: unknown })];
    const own = changes.filter((change) => !steps || steps.includes(change.step));
    const rest = own.length - shownChanges;
    const count = spoken.cli.changes({ count: own.length });
    return [
      `  ${name}: ${own.length === 0 ? spoken.cli.noEntries : `${count}${steps ? '' : spoken.cli.byTheApp}`}`,
      ...own.slice(0, shownChanges).map(({ step, change }) => `    ${step}: ${change}`),
      ...(rest > 0 ? [spoken.cli.andMore({ rest })] : []),
      ...(inDoubt ? [spoken.cli.outcomeUnknown] : []),
      ...(damage === undefined ? [] : [`    ${damage}.`]),
      ...(steps ? unownedLines(node, steps) : typedLines(node, { depth, unowned })),
      ...(steps && !steps.includes('daemon') ? [] : ended).map((one) => spoken.cli.ranBefore({ container: one })),
    ];
  });
}

function unownedLines({ unowned = [] }: NodeStatus, steps: readonly StepId[]): string[] {
  if (!steps.includes('network')) return [];
  return unowned.map(({ container, network }) => spoken.cli.createdManually({ container, network }));
}

/** What no ledger names, from anybody's hand. */
function typedLines(
  { typed, unowned = [] }: NodeStatus,
  { depth, unowned: disconnects }: { depth: ResetDepth | undefined; unowned: boolean },
): string[] {
  const named = new Set(typed?.things.flatMap(({ container }) => container ?? []));
  const others = unowned
    .filter(({ container }) => !named.has(container))
    .map(({ container, network }) => spoken.cli.createdManually({ container, network }));
  if (!typed) return [spoken.cli.byHandUnknown, ...others];
  const lines = typed.things.map(({ step, what, why, heldBy, remedy }) => {
    const left = why ?? (heldBy !== undefined && !disconnects ? spoken.typed.wouldLoseNetwork({ heldBy }) : undefined);
    const fix = remedy ? spoken.typed.toRemoveIt({ remedy }) : '';
    if (left !== undefined) return spoken.cli.byHandLeft({ step, what, why: left, fix });
    return spoken.cli.byHand({ step, what, left: depth === 'made' ? spoken.cli.byHandDepth : '' });
  });
  const none = lines.length + others.length === 0 && !typed.unseen ? [spoken.cli.byHandNothing] : [];
  return [...lines, ...(typed.unseen ? [`    ${typed.unseen}`] : []), ...none, ...others];
}

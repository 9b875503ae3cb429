import type { MadeDrillsState } from '../../shared/drills/drill-state.ts';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type DrillNote, drillStep } from '../ledger/kinds/drill-note.ts';
import { mostHints, noneRunning, runningIn, shownState } from './drill-state.ts';
import { rowsOf } from './drills.ts';
import { doneDrills, keepDrill } from './kept-drills.ts';
import { type DrillRequest, type Ledgers, withLedgers } from './with-ledgers.ts';

/** What is running, and what there is to choose from; changes nothing. */
export async function drillsState(trusted: TrustedLab, request: DrillRequest): Promise<MadeDrillsState> {
  const running = await withLedgers(trusted, request, async ({ entries }) => runningIn(entries()));
  return shownState(trusted.lab, running, await doneDrills(request.state, trusted.lab.name));
}

/** One hint more, of three. */
export const takeHint = (trusted: TrustedLab, request: DrillRequest): Promise<void> =>
  withLedgers(trusted, request, async (ledgers) => {
    const running = runningIn(ledgers.entries());
    if (!running) throw noneRunning();
    if (running.hints >= mostHints) return;
    await note(ledgers, running.drill.id, { note: 'hint' });
    await keepDrill(request, trusted, runningIn(ledgers.entries()) ?? running);
  });

/** Names a cause, by its row of the catalogue. True where it is the right one. */
export const guessDrill = (trusted: TrustedLab, row: number, request: DrillRequest): Promise<boolean> =>
  withLedgers(trusted, request, async (ledgers) => {
    const running = runningIn(ledgers.entries());
    if (!running) throw noneRunning();
    if (!rowsOf(trusted.lab.track).includes(row))
      throw new LabError('bad-input', texts.drills.noSuchCause({ row }), { remedy: texts.drills.noSuchCauseRemedy });
    const isRight = row === running.drill.row;
    if (running.isNamed) return isRight;
    await note(ledgers, running.drill.id, { note: isRight ? 'named' : 'guess', row });
    await keepDrill(request, trusted, runningIn(ledgers.entries()) ?? running);
    return isRight;
  });

/** Beside the fault, in the ledger of the node where the drill was begun. */
async function note(
  { nodes, journal, ledgerOf }: Ledgers,
  drill: string,
  what: Pick<DrillNote, 'note' | 'row'>,
): Promise<void> {
  const begun = nodes.find((node) =>
    ledgerOf(node)
      .outstanding(drillStep)
      .some(({ change }) => change.kind === 'drill-note'),
  );
  if (!begun) throw noneRunning();
  const change = { kind: 'drill-note' as const, drill, at: new Date().toISOString(), ...what };
  await journal.change(begun, drillStep, [change], async () => undefined);
  await journal.written(begun);
}

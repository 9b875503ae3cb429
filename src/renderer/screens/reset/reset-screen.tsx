import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinished } from '../../../shared/run/view.ts';
import type { RunEntry } from '../../../shared/snapshot/snapshot.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useOperationsOn } from '../../state/app-stores.ts';
import { useActiveRun, useRunViews } from '../../state/lab-runs.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { OperationRow } from '../labs/operation-row.tsx';
import { Waiting } from '../labs/waiting.tsx';
import { FindCause } from '../lesson/find-cause.tsx';
import { InterruptedRun } from '../lesson/interrupted-run.tsx';
import { NodeLog } from '../lesson/node-log.tsx';
import { RunErrors } from '../lesson/run-errors.tsx';
import { Plan } from './plan.tsx';
import { ProofTable } from './proof-table.tsx';
import { ResetProgress } from './reset-progress.tsx';
import { UndoSteps } from './undo-steps.tsx';
import { useStanding } from './use-standing.ts';

/** What stands on each node and would go, the way back, and the proof that all is as it was. */
export default function ResetScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const snapshot = useSnapshot(card.id);
  const { runs } = snapshot;
  const active = useActiveRun(card.id);
  const nodes = card.nodes.map(({ name }) => name);
  const standing = useStanding(card.id, snapshot, active !== undefined);
  const lastBack = useMemo(() => lastTakingBack(runs), [runs]);
  const [back] = useRunViews(card.id, lastBack);
  const operations = useOperationsOn(card);
  const isAtWork = operations.some(({ state }) => state === 'running');
  const going = active && (active.command === 'reset' || active.command === 'undo') ? active : undefined;
  const shown = going ?? back;
  return (
    <div className="screen">
      <ScreenTitle title={t('reset.title')} text={t('reset.text')} />
      <Stack gap={16}>
        <Waiting card={card} />
        {operations.map((operation) => (
          <OperationRow key={operation.id} operation={operation} />
        ))}
        <InterruptedRun lab={card.id} runs={runs} />
        {going && <ResetProgress run={going} />}
        {shown && isFinished(shown) && <RunErrors run={shown} />}
        {shown && isFinished(shown) && shown.errors.length > 0 && <FindCause lab={card.id} />}
        {shown && shown.proofs.length > 0 && <ProofTable card={card} run={shown} nodes={nodes} />}
        <Plan
          card={card}
          standing={standing}
          sights={snapshot.nodes}
          busy={active !== undefined || isAtWork}
          last={shown}
        />
        {standing.changes.length > 0 && (
          <UndoSteps card={card} standing={standing.changes} busy={active !== undefined} />
        )}
        {shown && (
          <section className="card">
            <NodeLog key={shown.run} run={shown} nodes={nodes} />
          </section>
        )}
      </Stack>
    </div>
  );
}

/** The last undo or reset, unless something was built since: none, or that one. */
function lastTakingBack(runs: readonly RunEntry[]): RunEntry[] {
  const last = runs.findLast(({ command }) => command !== 'check');
  return last && last.command !== 'run' ? [last] : [];
}

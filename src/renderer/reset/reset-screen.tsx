import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import { ScreenTitle } from '../frame/screen-title.tsx';
import { InterruptedRun } from '../lesson/interrupted-run.tsx';
import { NodeLog } from '../lesson/node-log.tsx';
import { RunErrors } from '../lesson/run-errors.tsx';
import { useActiveRun, useLabRuns } from '../state/lab-runs.ts';
import { isFinished } from '../state/run-picture.ts';
import { Plan } from './plan.tsx';
import { ProofTable } from './proof-table.tsx';
import { ResetProgress } from './reset-progress.tsx';
import { UndoSteps } from './undo-steps.tsx';
import { useStanding } from './use-standing.ts';

/** What stands on each node and would go, the way back, and the proof that all is as it was. */
export default function ResetScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const runs = useLabRuns(card.id);
  const active = useActiveRun(card.id);
  const nodes = card.nodes.map(({ name }) => name);
  const standing = useStanding(card.id, runs, active !== undefined);
  const back = runs.findLast(({ command }) => command === 'reset' || command === 'undo');
  const builtSince = runs.some((run) => run.command === 'run' && back && run.startedAt > back.startedAt);
  const going = active && (active.command === 'reset' || active.command === 'undo') ? active : undefined;
  const shown = going ?? (builtSince ? undefined : back);
  return (
    <div className="screen">
      <ScreenTitle title={t('reset.title')} text={t('reset.text')} />
      <Stack gap={16}>
        <InterruptedRun runs={runs} />
        {going && <ResetProgress run={going} />}
        {shown && isFinished(shown) && <RunErrors run={shown} />}
        {shown && shown.proofs.length > 0 && <ProofTable run={shown} nodes={nodes} />}
        <Plan card={card} standing={standing} busy={active !== undefined} last={shown} />
        {standing.changes.length > 0 && (
          <UndoSteps lab={card.id} standing={standing.changes} busy={active !== undefined} />
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

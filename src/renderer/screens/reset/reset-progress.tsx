import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TaskState } from '../../../shared/run/events.ts';
import { progressOf } from '../../../shared/run/progress.ts';
import { type RunView, tasksOf } from '../../../shared/run/view.ts';
import type { StandState } from '../../../shared/snapshot/snapshot.ts';
import { stepKey } from '../../state/parts.ts';
import { cancelRun } from '../../state/start-run.ts';
import { StandMark } from '../lesson/stand-mark.tsx';

/** Each step on each node as it goes back. */
export function ResetProgress({ run }: { run: RunView }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-labelledby="going">
      <Group justify="space-between">
        <Title order={2} fz={17} id="going">
          {t(`run.command.${run.command}`)}
        </Title>
        <Button size="xs" variant="default" onClick={() => cancelRun(run.run)}>
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={Math.round(progressOf(run) * 100)} my={10} size="lg" animated aria-label={t('run.progress')} />
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, columns: 2 }}>
        {tasksOf(run).map(({ step, node, state }) => (
          <Group component="li" key={step + (node ?? '')} gap={8} wrap="nowrap">
            <StandMark state={markOf(state)} />
            <Text fz="sm">
              {t(stepKey(step))}
              {node && ` – ${node}`}
            </Text>
          </Group>
        ))}
      </ul>
    </section>
  );
}

function markOf(state: TaskState): StandState {
  if (state === 'done') return 'done';
  if (state === 'failed') return 'failed';
  return state === 'undoing' ? 'working' : 'open';
}

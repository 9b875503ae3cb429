import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { progressOf, workingTask } from '../../shared/run/progress.ts';
import { useActiveRun } from '../state/lab-runs.ts';
import { cancelRun } from '../state/start-run.ts';
import { useChosenLab } from './chosen-lab.ts';

/** The run that is running now, wherever in the app one is. */
export function RunPill() {
  const { t } = useTranslation();
  const run = useActiveRun(useChosenLab() ?? '');
  if (!run) return null;
  const doing = workingTask(run);
  const percent = Math.round(progressOf(run) * 100);
  return (
    <Group gap={10} wrap="nowrap" miw={0} role="status" aria-live="off">
      <Text fz={13} truncate maw={300}>
        <b>{t(`run.command.${run.command}`)}</b> {doing?.title ?? t('run.connecting')}
      </Text>
      <Progress value={percent} w={120} size="md" aria-label={t('run.progress')} />
      <Button variant="default" size="compact-sm" onClick={() => cancelRun(run.run)}>
        {t('run.cancel')}
      </Button>
    </Group>
  );
}

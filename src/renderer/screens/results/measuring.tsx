import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { progressOf, workingTask } from '../../../shared/run/progress.ts';
import type { RunView } from '../../../shared/run/view.ts';
import { stepKey } from '../../state/parts.ts';
import { cancelRun } from '../../state/start-run.ts';

/** What is running with the lab now, how far it is, and the way out. */
export function Measuring({ run }: { run: RunView }) {
  const { t } = useTranslation();
  const doing = workingTask(run);
  const words = doing && [t(stepKey(doing.step)), doing.node, doing.message].filter(Boolean).join(' – ');
  return (
    <div style={{ marginTop: 12 }}>
      <Group wrap="nowrap" justify="space-between">
        <Text fz="sm" role="status" truncate>
          {words ?? t('run.connecting')}
        </Text>
        <Button size="xs" variant="default" flex="none" onClick={() => cancelRun(run.run)}>
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={Math.round(progressOf(run) * 100)} mt={8} size="lg" animated aria-label={t('run.progress')} />
    </div>
  );
}

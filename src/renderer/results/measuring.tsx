import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { progressOf, type RunPicture } from '../state/run-picture.ts';
import { cancelRun } from '../state/start-run.ts';

const works = ['applying', 'verifying', 'undoing', 'checking'];

/** What goes on with the lab now, how far it is, and the way out. */
export function Measuring({ run }: { run: RunPicture }) {
  const { t } = useTranslation();
  const doing = run.tasks.find(({ state }) => works.includes(state));
  const words = doing && [t(`steps.${doing.step}`), doing.node, doing.message].filter(Boolean).join(' – ');
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

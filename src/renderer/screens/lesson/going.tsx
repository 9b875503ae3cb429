import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { progressOf, workingTask } from '../../../shared/run/progress.ts';
import type { PartActions } from './use-part-actions.ts';

/** How far the run is, what it does where, and the way out. */
export function Going({ actions }: { actions: PartActions }) {
  const { t } = useTranslation();
  const { active } = actions;
  if (!active) return null;
  const percent = Math.round(progressOf(active) * 100);
  const doing = workingTask(active);
  return (
    <div style={{ marginBottom: 14 }}>
      <Group justify="space-between" wrap="nowrap" gap={12}>
        <Text fz="sm" role="status" truncate>
          <b>{t(`run.command.${active.command}`)}:</b> {doing ? doing.title : t('run.connecting')}
          {doing?.node && ` – ${doing.node}`}
          {doing?.message && ` – ${doing.message}`}
        </Text>
        <Button variant="default" size="xs" onClick={actions.cancel}>
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={percent} mt={8} size="lg" aria-label={t('run.progress')} animated />
    </div>
  );
}

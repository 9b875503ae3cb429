import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import { tellError } from '../frame/tell-error.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { again } from '../state/start-run.ts';

/** The last run has no end: the app was stopped in it. Its steps check first, so going on does nothing twice. */
export function InterruptedRun({ runs }: { runs: readonly RunPicture[] }) {
  const { t, i18n } = useTranslation();
  const last = runs.findLast(({ command }) => command !== 'check');
  if (!last?.interrupted) return null;
  const time = new Date(last.startedAt).toLocaleTimeString(i18n.language, { timeStyle: 'short' });
  return (
    <Alert color="yellow" radius={0} icon={<Icon name="warning" />}>
      <Group justify="space-between" wrap="nowrap">
        <Text fz="sm">{t('run.interrupted', { command: t(`run.command.${last.command}`), time })}</Text>
        <Button size="xs" onClick={() => void again(last).catch(tellError)}>
          {t('run.resume')}
        </Button>
      </Group>
    </Alert>
  );
}

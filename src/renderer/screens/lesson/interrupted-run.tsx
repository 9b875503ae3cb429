import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunEntry } from '../../../shared/snapshot/snapshot.ts';
import { again } from '../../state/start-run.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';

interface Props {
  lab: string;
  runs: readonly RunEntry[];
  onBack?: () => void;
}

/** The last run has no end: the app was stopped in it. Its steps check first, so going on does nothing twice. */
export function InterruptedRun({ lab, runs, onBack }: Props) {
  const { t, i18n } = useTranslation();
  const last = runs.findLast(({ command }) => command !== 'check');
  if (last?.state !== 'interrupted') return null;
  const time = new Date(last.at).toLocaleTimeString(i18n.language, { timeStyle: 'short' });
  return (
    <Alert color="yellow" radius={onBack ? 0 : 'md'} icon={<Icon name="warning" />}>
      <Group justify="space-between" wrap="nowrap">
        <Text fz="sm">{t('run.interrupted', { command: t(`run.command.${last.command}`), time })}</Text>
        <Group gap={8} wrap="nowrap" flex="none">
          {onBack && (
            <Button size="xs" variant="default" onClick={onBack}>
              {t('run.back')}
            </Button>
          )}
          <Button size="xs" onClick={() => void again(lab, last).catch(tellError)}>
            {t('run.resume')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}

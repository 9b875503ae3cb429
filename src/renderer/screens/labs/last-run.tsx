import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';

export function LastRun({ card }: { card: LabCard }) {
  const { t, i18n } = useTranslation();
  const { lastRun } = card;
  if (!lastRun) return <Text fz="sm">{t('labs.noRun')}</Text>;
  const time = new Date(lastRun.at).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Text fz="sm" c="dimmed">
      {t(`labs.last.${endOf(lastRun)}`, { command: commandName(lastRun.command), time })}
    </Text>
  );

  function commandName(command: string): string {
    return command === 'check' || command === 'run' || command === 'undo' || command === 'reset'
      ? t(`run.command.${command}`)
      : command;
  }
}

function endOf({ running, ok }: NonNullable<LabCard['lastRun']>): 'open' | 'cut' | 'ok' | 'failed' {
  if (running) return 'open';
  if (ok === null) return 'cut';
  return ok ? 'ok' : 'failed';
}

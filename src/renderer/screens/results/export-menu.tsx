import { Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/run/view.ts';
import { csvTables } from '../../../shared/wire/csv-tables.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import type { Client } from '../../state/transport.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveBlob } from '../../ui/save-blob.ts';
import { tellError } from '../../ui/tell-error.ts';

type Format = Parameters<Client['report']['export']>[0]['format'];

const formats = ['html', 'markdown', 'json'] as const;

/** The report of all that was done in the lab, or of one run, and its tables for a spreadsheet, each a file. */
export function ExportMenu({ card, run }: { card: LabCard; run?: Pick<RunView, 'run'> }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async (format: Format) => {
      const { fileName, mediaType, text } = await ask((client) =>
        client.report.export({ lab: card.id, run: run?.run, format }),
      );
      saveBlob(new Blob([text], { type: mediaType }), fileName);
    },
    onError: tellError,
  });
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionButton
          loading={save.isPending}
          leftSection={<Icon name="download" size={16} />}
          rightSection={<Icon name="down" size={14} />}
        >
          {t('results.export')}
        </ActionButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(run ? 'results.reportOfRun' : 'results.report')}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => save.mutate(format)}>
            {t(`results.format.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('results.tables')}</Menu.Label>
        {csvTables.map((csv) => (
          <Menu.Item key={csv} onClick={() => save.mutate({ csv })}>
            {t(`results.csv.${csv}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

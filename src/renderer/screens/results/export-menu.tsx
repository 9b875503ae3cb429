import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/run/view.ts';
import type { LabCard } from '../../../shared/wire/contract.ts';
import { ask } from '../../state/connection.ts';
import { Icon } from '../../ui/icon.tsx';
import { saveBlob } from '../../ui/save-blob.ts';
import { tellError } from '../../ui/tell-error.ts';

const formats = ['html', 'markdown', 'json', 'csv'] as const;

export function ExportMenu({ card, run }: { card: LabCard; run: RunView }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async (format: (typeof formats)[number]) => {
      const { fileName, mediaType, text } = await ask((client) =>
        client.report.export({ lab: card.id, run: run.run, format }),
      );
      saveBlob(new Blob([text], { type: mediaType }), fileName);
    },
    onError: tellError,
  });
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button
          loading={save.isPending}
          leftSection={<Icon name="download" size={16} />}
          rightSection={<Icon name="down" size={14} />}
        >
          {t('results.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => save.mutate(format)}>
            {t(`results.format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

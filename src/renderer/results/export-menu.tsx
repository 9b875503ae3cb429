import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import { Icon } from '../frame/icon.tsx';
import { tellError } from '../frame/tell-error.ts';
import { ask } from '../state/connection.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { saveBlob } from './save-blob.ts';

const formats = ['html', 'markdown', 'json', 'csv'] as const;

export function ExportMenu({ card, run }: { card: LabCard; run: RunPicture }) {
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

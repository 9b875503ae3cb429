import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ErrorBox } from '../../ui/error-box.tsx';

export function AddByFile({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const add = useMutation({
    mutationFn: () => ask((client) => client.labs.addFile({ path: path.trim() })),
    onSuccess: onAdded,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim()) add.mutate();
      }}
    >
      <Stack>
        <Text fz="sm">{t('addLab.fileText')}</Text>
        <TextInput
          label={t('addLab.path')}
          placeholder="/home/me/class-a.yaml"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          data-autofocus
        />
        {add.error && <ErrorBox error={reported(add.error)} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!path.trim()} loading={add.isPending}>
            {t('addLab.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

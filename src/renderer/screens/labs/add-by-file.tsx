import { Button, FileButton, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type FileText, readLabFile } from './read-lab-file.ts';

interface Props {
  /** What was dropped onto the screen behind the dialog. */
  dropped?: File;
  onAdded: () => void;
}

/** A lab file by its path, or by its text: dropped, chosen or pasted. */
export function AddByFile({ dropped, onAdded }: Props) {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const [given, setGiven] = useState<Partial<FileText>>({});
  const [problem, setProblem] = useState<string>();
  const add = useMutation({
    mutationFn: () =>
      ask((client) =>
        given.text?.trim()
          ? client.labs.addText({ text: given.text, fileName: given.name })
          : client.labs.addFile({ path: path.trim() }),
      ),
    onSuccess: onAdded,
  });
  const { reset } = add;
  const take = useCallback(
    async (file: File | null | undefined) => {
      if (!file) return;
      reset();
      const read = await readLabFile(file);
      if (typeof read === 'string') return setProblem(t(`addLab.${read}`, { name: file.name }));
      setProblem(undefined);
      setGiven(read);
    },
    [reset, t],
  );
  useEffect(() => void take(dropped), [take, dropped]);
  const empty = !path.trim() && !given.text?.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) add.mutate();
      }}
    >
      <Stack>
        <Text fz="sm">{t('addLab.fileText')}</Text>
        <TextInput
          label={t('addLab.path')}
          placeholder="/home/me/class-a.yaml"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          disabled={Boolean(given.text?.trim())}
          description={given.text?.trim() ? t('addLab.textGiven') : undefined}
          data-autofocus
        />
        <Textarea
          label={given.name ? `${t('addLab.text')} (${given.name})` : t('addLab.text')}
          placeholder={t('addLab.textPlaceholder')}
          value={given.text ?? ''}
          onChange={(event) => setGiven({ text: event.currentTarget.value })}
          onDrop={(event) => {
            if (event.dataTransfer.files.length === 0) return;
            event.preventDefault();
            void take(event.dataTransfer.files[0]);
          }}
          autosize
          minRows={7}
          maxRows={14}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          error={problem}
        />
        {add.error && <ErrorBox error={reported(add.error)} />}
        <Group justify="space-between">
          <FileButton accept=".yaml,.yml,.txt" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="lesson" size={15} />}>
                {t('addLab.browse')}
              </Button>
            )}
          </FileButton>
          <ActionButton type="submit" not={empty ? t('addLab.nothingGiven') : undefined} loading={add.isPending}>
            {t('addLab.add')}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}

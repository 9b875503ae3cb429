import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabFile } from '../../../shared/lab/lab.ts';
import { trackIds } from '../../../shared/tracks/tracks.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { emptyNode, type LabForm, readForm } from './lab-form.ts';
import { NodeFields } from './node-fields.tsx';
import { ProposedTracks } from './proposed-tracks.tsx';

interface Props {
  form: LabForm;
  setForm: (form: LabForm) => void;
  onAdded: () => void;
}

export function AddByForm({ form, setForm, onAdded }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const add = useMutation({
    mutationFn: (lab: LabFile) => ask((client) => client.labs.addForm(lab)),
    onSuccess: onAdded,
  });
  const read = readForm(form);
  const problems = shown && 'problems' in read ? read.problems : {};
  const change = (part: Partial<LabForm>) => setForm({ ...form, ...part });
  const submit = () => {
    setShown(true);
    if ('lab' in read) add.mutate(read.lab);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <Text fz="sm">{t('addLab.formText')}</Text>
        <SimpleGrid cols={3}>
          <TextInput
            label={t('addLab.name')}
            placeholder="class-a"
            value={form.name}
            error={problems.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label={t('addLab.network')}
            value={form.network}
            error={problems['network.name']}
            onChange={(event) => change({ network: event.currentTarget.value })}
          />
          <TextInput
            label={t('addLab.subnet')}
            placeholder="10.0.9.0/24"
            value={form.subnet}
            error={problems['network.subnet']}
            onChange={(event) => change({ subnet: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Choice
          id="track"
          label={t('addLab.track')}
          options={(['auto', ...trackIds] as const).map((track) => ({
            value: track,
            label: t(`addLab.tracks.${track}`),
          }))}
          value={form.track}
          onChange={(track) => change({ track })}
          text={t(`addLab.tracksText.${form.track}`)}
        />
        {form.nodes.map((node, index) => (
          <NodeFields
            // biome-ignore lint/suspicious/noArrayIndexKey: nodes have no name of their own until one is typed
            key={index}
            index={index}
            node={node}
            problems={problems}
            onChange={(next) => change({ nodes: form.nodes.map((one, at) => (at === index ? next : one)) })}
            onRemove={
              form.nodes.length > 2 ? () => change({ nodes: form.nodes.filter((_, at) => at !== index) }) : undefined
            }
          />
        ))}
        <ProposedTracks nodes={'lab' in read ? read.lab.nodes : undefined} onShown={() => setShown(true)} />
        {problems.nodes && <ErrorBox error={{ code: 'bad-input', message: problems.nodes }} />}
        {add.error && <ErrorBox error={reported(add.error)} />}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => change({ nodes: [...form.nodes, emptyNode(form.nodes.length)] })}
          >
            {t('addLab.addNode')}
          </Button>
          <ActionButton type="submit" loading={add.isPending}>
            {t('addLab.add')}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}

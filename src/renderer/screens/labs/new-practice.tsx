import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabs } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Requirements, requirementsQuery } from './requirements.tsx';

const namePattern = /^[a-z][a-z0-9-]{0,30}$/;

export default function NewPractice({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('practice.title')} size="lg">
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const taken = useLabs(({ cards }) => cards)?.filter(({ kind }) => kind === 'practice') ?? [];
  const [name, setName] = useState(() => freeName(taken.map((card) => card.name)));
  const [nodes, setNodes] = useState<number | string>(2);
  const [suite, setSuite] = useState<'bookworm' | 'trixie'>('bookworm');
  const [ready, setReady] = useState(false);
  const make = useMutation({
    mutationFn: () => ask((client) => client.practice.up({ name, nodes: Number(nodes), suite })),
    onSuccess: onClose,
  });
  const bad = !namePattern.test(name);
  const memory = useQuery(requirementsQuery).data?.memory;
  const needed = memory && Number(nodes) * memory.perNodeMb;
  const tooMuch = memory !== undefined && needed !== undefined && needed > memory.freeMb;
  const not = bad
    ? t('practice.otherName')
    : !ready
      ? t('practice.notReady')
      : tooMuch
        ? t('practice.notSoMany')
        : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!bad && ready && !tooMuch) make.mutate();
      }}
    >
      <Stack gap="md">
        <Text fz="sm">{t('practice.text')}</Text>
        <Requirements onReady={setReady} />
        <Group align="flex-start" grow>
          <TextInput
            label={t('practice.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={bad && t('practice.nameRule')}
            data-autofocus
          />
          <NumberInput label={t('practice.nodes')} min={2} max={60} value={nodes} onChange={setNodes} hideControls />
        </Group>
        {memory && needed !== undefined && (
          <Text fz="sm" role="status" c={tooMuch ? 'var(--lab-bad)' : 'dimmed'} fw={tooMuch ? 600 : 400}>
            {t(tooMuch ? 'practice.tooMuchMemory' : 'practice.memory', {
              count: Number(nodes),
              needed: gigabytes(needed),
              free: gigabytes(memory.freeMb),
            })}
          </Text>
        )}
        <Choice
          id="suite"
          label={t('practice.suite')}
          options={[
            { value: 'bookworm', label: t('practice.bookworm') },
            { value: 'trixie', label: t('practice.trixie') },
          ]}
          value={suite}
          onChange={setSuite}
          text={t(`practice.${suite}Text`)}
        />
        {make.error && <ErrorBox error={reported(make.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <ActionButton type="submit" not={not} loading={make.isPending}>
            {t('practice.make')}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}

const gigabytes = (megabytes: number): string => (megabytes / 1024).toFixed(1);

function freeName(taken: string[]): string {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') if (!taken.includes(`class-${letter}`)) return `class-${letter}`;
  return '';
}

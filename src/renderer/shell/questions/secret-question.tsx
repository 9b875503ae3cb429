import { Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/wire/question.ts';
import { ask } from '../../state/connection.ts';

interface Props {
  question: Exclude<Question, { kind: 'host-key' | 'lab-file' }>;
  answer: (value: string | null, remember?: boolean) => void;
}

/** Names the node and the user it is for. Kept nowhere, unless the person wants the system's keychain to keep it. */
export function SecretQuestion({ question, answer }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(false);
  const info = useQuery({ queryKey: ['info'], queryFn: () => ask((client) => client.app.info()) });
  const text =
    question.kind === 'password'
      ? t('questions.password.text', question)
      : question.kind === 'sudo'
        ? t('questions.sudo.text', question)
        : t('questions.passphrase.text', question);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        answer(secret, remember);
      }}
    >
      <Stack gap="sm">
        {question.kind !== 'passphrase' && question.refused && (
          <Text fz="sm" fw={600} c="var(--lab-bad)" role="alert">
            {t('questions.refused', { node: question.node })}
          </Text>
        )}
        <Text fz="sm">{text}</Text>
        <PasswordInput
          label={t(`questions.${question.kind}.label`)}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('questions.show') }}
        />
        {info.data?.remembers && (
          <Checkbox
            label={t('questions.remember')}
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        )}
        {!remember && (
          <Text fz="xs" c="dimmed">
            {t('questions.kept')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(null)}>
            {t('questions.decline')}
          </Button>
          <Button type="submit">{t('questions.send')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

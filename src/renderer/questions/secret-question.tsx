import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../shared/contract.ts';

interface Props {
  question: Exclude<Question, { kind: 'host-key' }>;
  answer: (value: string | null) => void;
}

/** Names the node and the user it is for. What is typed goes to core once and is kept nowhere. */
export function SecretQuestion({ question, answer }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState('');
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
        answer(secret);
      }}
    >
      <Stack gap="sm">
        <Text fz="sm">{text}</Text>
        <PasswordInput
          label={t(`questions.${question.kind}.label`)}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('questions.show') }}
        />
        <Text fz="xs" c="dimmed">
          {t('questions.kept')}
        </Text>
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

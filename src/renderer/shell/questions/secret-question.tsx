import { Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../state/connection.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { AskedSecret } from './asked-together.ts';
import { WhichNodes } from './which-nodes.tsx';

interface Props {
  /** Of one kind: nodes of one lab at which one answer may serve. */
  questions: AskedSecret[];
  answer: (questions: AskedSecret[], value: string | null, remember?: boolean) => void;
}

/** Names the nodes and the user it is for. Kept nowhere, unless the person wants the system's keychain to keep it. */
export function SecretQuestion({ questions, answer }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(false);
  const [left, setLeft] = useState<readonly string[]>([]);
  const info = useQuery({ queryKey: ['info'], queryFn: () => ask((client) => client.app.info()) });
  const [first] = questions;
  if (!first) return null;
  const { kind } = first;
  const chosen = questions.filter(({ id }) => !left.includes(id));
  const refused = questions.filter((question) => question.kind !== 'passphrase' && question.refused);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        answer(chosen, secret, remember);
      }}
    >
      <Stack gap="sm">
        {refused.length > 0 && (
          <Text fz="sm" fw={600} c="var(--lab-bad)" role="alert">
            {t('questions.refused', { node: refused.map(({ node }) => node).join(', ') })}
          </Text>
        )}
        <Text fz="sm">{textOf(first)}</Text>
        <PasswordInput
          label={t(`questions.${kind}.label`)}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('questions.show') }}
        />
        {questions.length > 1 && <WhichNodes questions={questions} left={left} onChange={setLeft} />}
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
          <Button variant="default" onClick={() => answer(questions, null)}>
            {t('questions.decline')}
          </Button>
          <ActionButton type="submit" not={chosen.length === 0 ? t('questions.chooseNode') : undefined}>
            {t('questions.send')}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );

  function textOf(question: AskedSecret): string {
    const nodes = questions.map(({ node }) => node).join(', ');
    const count = questions.length;
    if (question.kind === 'passphrase') return t('questions.passphrase.text', { file: question.file, nodes });
    if (question.kind === 'sudo') return t('questions.sudo.text', { ...question, count });
    return t('questions.password.text', { ...question, count });
  }
}

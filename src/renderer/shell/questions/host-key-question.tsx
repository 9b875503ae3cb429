import { List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/wire/question.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { YesOrNo } from './yes-or-no.tsx';

interface Props {
  question: Extract<Question, { kind: 'host-key' }>;
  answer: (value: boolean | null) => void;
}

/** Trust on first use, with the fingerprint to compare and where to find its counterpart. */
export function HostKeyQuestion({ question, answer }: Props) {
  const { t } = useTranslation();
  const { node, host, port, type, fingerprint, claimed } = question;
  return (
    <Stack gap="sm">
      <Text fz="sm">{t('questions.hostKey.text', { node, host, port })}</Text>
      <Text fz="sm" c="dimmed">
        {t('questions.hostKey.type', { type })}
      </Text>
      <CodeBlock text={fingerprint} label={t('questions.hostKey.copy')} />
      {claimed && <Text fz="sm">{t('questions.hostKey.claimed')}</Text>}
      <Text fz="sm" fw={600}>
        {t('questions.hostKey.compare')}
      </Text>
      <List fz="sm" spacing={4}>
        <List.Item>{t('questions.hostKey.console')}</List.Item>
      </List>
      <CodeBlock
        text="for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done"
        label={t('questions.hostKey.copyCommand')}
      />
      <Text fz="sm">{t('questions.hostKey.lines')}</Text>
      <YesOrNo no={t('questions.hostKey.no')} yes={t('questions.hostKey.yes')} answer={answer} />
    </Stack>
  );
}

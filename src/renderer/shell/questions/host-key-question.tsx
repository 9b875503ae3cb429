import { List, ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/wire/question.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { presentedKeys } from './asked-together.ts';
import { YesOrNo } from './yes-or-no.tsx';

interface Props {
  questions: Extract<Question, { kind: 'host-key' }>[];
  answer: (value: boolean | null) => void;
}

/** Trust on first use, of all machines at once: each fingerprint to compare, and where to find its counterpart. */
export function HostKeyQuestion({ questions, answer }: Props) {
  const { t } = useTranslation();
  const keys = presentedKeys(questions);
  const count = keys.length;
  return (
    <Stack gap="sm">
      <Text fz="sm">{t('questions.hostKey.text', { count })}</Text>
      <ScrollArea.Autosize mah="38vh">
        <Stack gap="sm">
          {keys.map(({ nodes, host, port, type, fingerprint, claimed }) => (
            <div key={`${host} ${port} ${type} ${fingerprint}`}>
              <Text fz="sm" mb={4}>
                {t('questions.hostKey.type', { nodes: nodes.join(', '), host, port, type })}
              </Text>
              <CodeBlock text={fingerprint} label={t('questions.hostKey.copy')} />
              {claimed && (
                <Text fz="sm" mt={4}>
                  {t('questions.hostKey.claimed')}
                </Text>
              )}
            </div>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <Text fz="sm" fw={600}>
        {t('questions.hostKey.compare')}
      </Text>
      <List fz="sm" spacing={4}>
        <List.Item>{t('questions.hostKey.console', { count })}</List.Item>
      </List>
      <CodeBlock
        text="for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done"
        label={t('questions.hostKey.copyCommand')}
      />
      <Text fz="sm">{t('questions.hostKey.lines', { count })}</Text>
      <YesOrNo
        no={t('questions.hostKey.no')}
        yes={t('questions.hostKey.yes', { count })}
        shown={keys.map(({ fingerprint }) => fingerprint).join()}
        answer={answer}
      />
    </Stack>
  );
}

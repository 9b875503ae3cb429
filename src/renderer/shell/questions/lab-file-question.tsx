import { List, ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { Question } from '../../../shared/wire/question.ts';
import { toldOf } from './told-of-lab-file.ts';
import { YesOrNo } from './yes-or-no.tsx';

interface Props {
  question: Extract<Question, { kind: 'lab-file' }>;
  answer: (value: boolean | null) => void;
}

/** What a lab file connects to, sends, reads and writes, before its first use. */
export function LabFileQuestion({ question: { facts }, answer }: Props) {
  const { t } = useTranslation();
  const told = toldOf(facts, t);
  return (
    <Stack gap="sm">
      <Text fz="sm">
        {t(facts.changed ? 'questions.labFile.changed' : 'questions.labFile.new', { file: stripUnsafe(facts.file) })}
      </Text>
      <ScrollArea.Autosize mah="50vh">
        <Stack gap="sm">
          {told.map(({ title, lines }) => (
            <Stack key={title + lines[0]?.text} gap={4}>
              <Text fz="sm" fw={600}>
                {title}
              </Text>
              <List fz="sm" spacing={2}>
                {lines.map(({ text, bad }) => (
                  <List.Item key={text} className="mono" c={bad ? 'var(--lab-bad)' : undefined}>
                    {text}
                  </List.Item>
                ))}
              </List>
            </Stack>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <YesOrNo no={t('questions.labFile.no')} yes={t('questions.labFile.yes')} answer={answer} />
    </Stack>
  );
}

import { Checkbox, ScrollArea, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AskedSecret } from './asked-together.ts';

interface Props {
  questions: AskedSecret[];
  /** Ids of those that this answer is not for. */
  left: readonly string[];
  onChange: (left: readonly string[]) => void;
}

/** To which nodes a secret goes: each by name, with the account there. */
export function WhichNodes({ questions, left, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ fontSize: 14, padding: 0, marginBottom: 6 }}>{t('questions.sendTo')}</legend>
      <ScrollArea.Autosize mah="30vh">
        <Stack gap={6}>
          {questions.map((question) => (
            <Checkbox
              key={question.id}
              label={labelOf(question)}
              checked={!left.includes(question.id)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? left.filter((id) => id !== question.id) : [...left, question.id])
              }
            />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </fieldset>
  );
}

function labelOf(question: AskedSecret): string {
  if (question.kind === 'password') return `${question.node} (${question.user}@${question.host})`;
  return question.kind === 'sudo' ? `${question.node} (${question.user})` : question.node;
}

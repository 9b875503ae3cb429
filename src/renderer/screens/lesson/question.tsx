import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { LessonText } from './parse-lesson.ts';
import { Prose } from './prose.tsx';

/** A question that one can answer before reading the answer: what is wrong about a choice is said at once. */
export function Question({ text: { question, answer, choices } }: { text: LessonText }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [at, setAt] = useState<string | null>(null);
  const chosen = at === null ? undefined : choices[Number(at)];
  const open = shown || chosen?.right === true;
  return (
    <Card id="question" title={t('lesson.question')} mb={6} style={{ marginTop: 16 }}>
      <Text fz={15}>{question}</Text>
      <Radio.Group value={at} onChange={setAt} aria-label={t('lesson.choose')} mt={10}>
        <Stack gap={8}>
          {choices.map(({ text }, index) => (
            <Radio key={text} value={String(index)} label={text} />
          ))}
        </Stack>
      </Radio.Group>
      <div role="status">
        {chosen && (
          <Text fz={14.5} mt={10} component="div">
            <b style={{ color: chosen.right ? 'var(--lab-good)' : 'var(--lab-bad)' }}>
              {t(chosen.right ? 'lesson.right' : 'lesson.wrong')}
            </b>
            {!chosen.right && <Prose text={`${chosen.note ?? ''} ${open ? '' : t('lesson.tryAgain')}`} />}
          </Text>
        )}
        {open && <Prose text={answer} />}
      </div>
      {!chosen?.right && (
        <Button
          mt={10}
          size="xs"
          variant="default"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
          leftSection={<Icon name="question" size={15} />}
        >
          {t(shown ? 'lesson.hideAnswer' : 'lesson.showAnswer')}
        </Button>
      )}
    </Card>
  );
}

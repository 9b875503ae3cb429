import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Prose } from './prose.tsx';

export function Question({ question, answer }: { question: string; answer: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Card id="question" title={t('lesson.question')} mb={6} style={{ marginTop: 16 }}>
      <Text fz={15}>{question}</Text>
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
      <div role="status" style={{ marginTop: shown ? 10 : 0 }}>
        {shown && <Prose text={answer} />}
      </div>
    </Card>
  );
}

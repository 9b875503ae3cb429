import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import { Prose } from './prose.tsx';

export function Question({ question, answer }: { question: string; answer: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <section className="card" style={{ marginTop: 16 }} aria-labelledby="question">
      <Title order={2} fz={17} mb={6} id="question">
        {t('lesson.question')}
      </Title>
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
    </section>
  );
}

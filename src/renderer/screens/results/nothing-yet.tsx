import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { go } from '../../state/route.ts';

export function NothingYet({ lab }: { lab: string }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <Title order={2} fz={17}>
        {t('results.none')}
      </Title>
      <Text fz="sm" mt={6}>
        {t('results.noneText')}
      </Text>
      <Group mt={12}>
        <Button variant="default" onClick={() => go({ screen: 'lesson', lab })}>
          {t('results.toLesson')}
        </Button>
      </Group>
    </section>
  );
}

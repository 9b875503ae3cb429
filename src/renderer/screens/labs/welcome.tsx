import { Button, Group, List, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../ui/logo.tsx';

/** Nobody has a lab at the first start: what this is, and the two ways to get one. */
export function Welcome({ onPractice, onSsh }: { onPractice: () => void; onSsh: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="card" style={{ padding: 36 }}>
      <Group align="flex-start" gap={28} wrap="nowrap">
        <Logo size={72} />
        <div>
          <Title order={2} fz={22}>
            {t('labs.welcome.title')}
          </Title>
          <Text mt={6} maw={720}>
            {t('labs.welcome.text')}
          </Text>
          <List mt={12} spacing={4} maw={720}>
            <List.Item>{t('labs.welcome.practice')}</List.Item>
            <List.Item>{t('labs.welcome.own')}</List.Item>
            <List.Item>{t('labs.welcome.back')}</List.Item>
          </List>
          <Group mt={20}>
            <Button size="md" onClick={onPractice}>
              {t('labs.welcome.make')}
            </Button>
            <Button size="md" variant="default" onClick={onSsh}>
              {t('labs.addSsh')}
            </Button>
          </Group>
        </div>
      </Group>
    </section>
  );
}

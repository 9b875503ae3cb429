import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLabs } from '../state/app-stores.ts';
import { go } from '../state/route.ts';

export function NoLab() {
  const { t } = useTranslation();
  if (!useLabs(({ cards }) => cards)) return null;
  return (
    <Stack align="center" mt={120} gap="sm">
      <Title order={1} fz={22}>
        {t('frame.noLab.title')}
      </Title>
      <Text c="dimmed">{t('frame.noLab.text')}</Text>
      <Button onClick={() => go({ screen: 'labs' })}>{t('frame.noLab.go')}</Button>
    </Stack>
  );
}

import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A part whose text did not come: the app could not be reached just then. */
export function NotLoaded({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack role="alert" align="center" mt={80} gap="sm">
      <Text>{t('lesson.notLoaded')}</Text>
      <Button variant="default" onClick={onAgain}>
        {t('lesson.loadAgain')}
      </Button>
    </Stack>
  );
}

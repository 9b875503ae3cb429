import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../state/connection.ts';
import { Icon } from '../ui/icon.tsx';

/** Says that core cannot be reached, and what to do. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { state, why } = useConnection();
  if (state !== 'lost') return null;
  return (
    <Alert color="orange" radius={0} icon={<Icon name="plug" />} title={t(`frame.lost.${why}.title`)}>
      {t(`frame.lost.${why}.text`)}
    </Alert>
  );
}

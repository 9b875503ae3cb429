import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../state/connection.ts';
import { Icon } from './icon.tsx';

export function ConnectionBanner() {
  const { t } = useTranslation();
  const lost = useConnection(({ state }) => state === 'lost');
  return (
    <div role="status">
      {lost && (
        <Alert color="orange" radius={0} icon={<Icon name="plug" />} title={t('frame.lost.title')}>
          {t('frame.lost.text')}
        </Alert>
      )}
    </div>
  );
}

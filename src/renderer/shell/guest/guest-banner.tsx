import { Alert, Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../state/connection.ts';
import { Icon } from '../../ui/icon.tsx';
import { ShoulderNotes } from './shoulder-notes.tsx';

/** What a guest has to know on every screen. */
export function GuestBanner() {
  return (
    <>
      <LostNote />
      <ShoulderNotes />
    </>
  );
}

/** Says that the class cannot be reached, or that this window is no longer in it, and what to do. */
function LostNote() {
  const { t } = useTranslation();
  const { state, why } = useConnection();
  if (state !== 'lost') return null;
  return (
    <Alert color="orange" radius={0} icon={<Icon name="plug" />} title={t(`guest.lost.${why}.title`)}>
      <Text fz="sm">{t(`guest.lost.${why}.text`)}</Text>
      {why === 'elsewhere' && (
        <Anchor href="/join" fz="sm">
          {t('guest.joinAgain')}
        </Anchor>
      )}
    </Alert>
  );
}

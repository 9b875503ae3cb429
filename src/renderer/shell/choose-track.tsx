import { Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import { ask } from '../state/connection.ts';
import { reported } from '../state/errors.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';

/** In place of the screens of a lab whose file names no track: its engines are looked at first, once. */
export function ChooseTrack({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const choice = useQuery({
    queryKey: ['choose-track', card.id],
    queryFn: () => ask((client) => client.labs.chooseTrack({ id: card.id })),
    retry: false,
    gcTime: 0,
  });
  return (
    <Stack className="screen" gap="sm" align="flex-start">
      <Title order={1} fz={22}>
        {t('frame.chooseTrack.title', { name: card.name })}
      </Title>
      <Text fz="sm">{t('frame.chooseTrack.text')}</Text>
      {choice.isFetching && <Loader role="status" aria-label={t('frame.chooseTrack.looking')} />}
      {!choice.isFetching && (
        <>
          {choice.error ? (
            <ErrorBox error={reported(choice.error)} />
          ) : (
            <Text fz="sm">{t('frame.chooseTrack.notAll')}</Text>
          )}
          <ActionButton onClick={() => void choice.refetch()}>{t('frame.chooseTrack.again')}</ActionButton>
        </>
      )}
    </Stack>
  );
}

import { Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DrillEnd, DrillQuestion } from '../../../shared/drills/drill-state.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { BeginDrill } from './begin-drill.tsx';
import { DoneDrills } from './done-drills.tsx';
import { DrillOutcome } from './drill-outcome.tsx';
import { RunningDrill } from './running-drill.tsx';

/** Faults made on purpose: one begins, is looked for with hints, named, and the lab is proved to be whole again. */
export default function DrillsScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = ['drills', card.id];
  const send = (question: DrillQuestion) => ask((client) => client.drills.ask({ lab: card.id, question }));
  const known = useQuery({ queryKey: key, queryFn: () => send({ do: 'status' }), retry: false, staleTime: 0 });
  const doing = useMutation({
    mutationFn: send,
    onSuccess: (end: DrillEnd) => queries.setQueryData(key, { state: end.state, texts: {} }),
  });
  const state = known.data?.state;
  const error = doing.error ?? (state ? undefined : known.error);
  const act = { isPending: doing.isPending, on: doing.mutate };
  return (
    <div className="screen">
      <ScreenTitle title={t('drillsScreen.title')} text={t('drillsScreen.text')} />
      <div role="status">
        {known.isPending && <Text fz="sm">{t('drillsScreen.looking')}</Text>}
        {doing.isPending && (
          <Text fz="sm" mb={12}>
            {t(doing.variables.do === 'begin' ? 'drillsScreen.starting' : 'drillsScreen.asking')}
          </Text>
        )}
        {doing.data && !doing.isPending && <DrillOutcome end={doing.data} />}
      </div>
      {error && !doing.isPending && <ErrorBox error={reported(error)} />}
      {state?.running && <RunningDrill running={state.running} choices={state.choices} act={act} />}
      {state && !state.running && <BeginDrill drills={state.drills} act={act} />}
      {state && state.done.length > 0 && <DoneDrills done={state.done} />}
    </div>
  );
}

import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inTime, measuredByHand, newest } from '../../../shared/transcript/measured.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useIsStudent } from '../../state/guest.ts';
import { useRunViews } from '../../state/lab-runs.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { useTypedEntries } from '../../state/typed-entries.ts';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { FindCause } from '../lesson/find-cause.tsx';
import { RunErrors } from '../lesson/run-errors.tsx';
import { BandwidthPanel } from './bandwidth-panel.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { History } from './history.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { PingTable } from './ping-table.tsx';
import { RepeatForm } from './repeat-form.tsx';

/** What was measured: every pair's ping, native beside overlay, and the tutorial's own figures. */
export default function ResultsScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const { runs: all, takenBackAt } = useSnapshot(card.id);
  const measured = useMemo(() => all.filter((entry) => entry.measured.length > 0), [all]);
  const runs = useRunViews(card.id, measured);
  const [chosen, setChosen] = useState<string>();
  const isStudent = useIsStudent();
  const typed = useTypedEntries(card.id);
  const results = useMemo(() => inTime([...runs, ...measuredByHand(card.id, typed)]), [runs, typed, card.id]);
  const one = results.find(({ run }) => run === chosen);
  const { bandwidth, ping } = one ? { bandwidth: one, ping: one } : newest(results, takenBackAt);
  const shown = one ?? bandwidth ?? ping;
  const run = runs.find((view) => view.run === shown?.run);
  return (
    <div className="screen">
      <ScreenTitle title={t('results.title')} text={t('results.text')}>
        {(all.length > 0 || typed.length > 0) && <ExportMenu card={card} />}
      </ScreenTitle>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing={16} style={{ alignItems: 'start' }}>
        <Stack gap={16}>
          {bandwidth && <BandwidthPanel run={bandwidth} />}
          {!shown && <NothingYet lab={card.id} />}
          <RepeatForm card={card} first={!shown} />
        </Stack>
        <Stack gap={16}>
          {ping && <PingTable run={ping} />}
          {results.length > 0 && <History runs={results} current={one?.run} onChoose={setChosen} />}
        </Stack>
      </SimpleGrid>
      {!isStudent && <ComparePanel card={card} />}
      {run && <RunErrors run={run} />}
      {run && run.errors.length > 0 && <FindCause lab={card.id} />}
      {shown && (
        <Text fz="sm" c="dimmed" mt={12}>
          {t('results.tutorialSource')}
        </Text>
      )}
    </div>
  );
}

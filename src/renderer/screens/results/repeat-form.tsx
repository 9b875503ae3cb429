import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withNeeds } from '../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useSettings } from '../../state/app-stores.ts';
import { reported } from '../../state/errors.ts';
import { useActiveRun } from '../../state/lab-runs.ts';
import { trackOfCard } from '../../state/parts.ts';
import { startRun } from '../../state/start-run.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { MeasureForm } from './measure-form.tsx';
import { Measuring } from './measuring.tsx';

const kinds = ['ping', 'iperf-native', 'iperf-overlay'] as const;
const limits = { seconds: 3600, streams: 64, repeats: 20 } as const;

/** Measures again, with other settings. What it depends on and is not there yet is built first, and said so. */
export function RepeatForm({ card, first }: { card: LabCard; first: boolean }) {
  const { t } = useTranslation();
  const settings = useSettings();
  const [numbers, setNumbers] = useState<Record<keyof typeof limits, number | string>>({
    seconds: settings.iperfSeconds,
    streams: 1,
    repeats: 1,
  });
  const [reverse, setReverse] = useState(false);
  const [chosen, setChosen] = useState<string[]>([...kinds]);
  const active = useActiveRun(card.id);
  const [one = '', two = ''] = card.nodes.map(({ name }) => name);
  const start = useMutation({
    mutationFn: () =>
      startRun({
        lab: card.id,
        command: 'run',
        only: withNeeds(
          trackOfCard(card),
          kinds.filter((kind) => chosen.includes(kind)),
        ),
        iperfSeconds: Number(numbers.seconds) || settings.iperfSeconds,
        iperfStreams: Number(numbers.streams) || 1,
        iperfRepeats: Number(numbers.repeats) || 1,
        iperfReverse: reverse,
      }),
  });
  return (
    <Card id="repeat" title={t(first ? 'results.first' : 'results.repeat')}>
      <MeasureForm
        choice={{
          label: t('results.what'),
          options: kinds.map((kind) => ({ value: kind, label: t(`results.kind.${kind}`) })),
          chosen,
          onChange: setChosen,
        }}
        fields={(['seconds', 'streams', 'repeats'] as const).map((name) => ({
          name,
          label: t(`results.${name}`),
          value: numbers[name],
          max: limits[name],
          onChange: (value) => setNumbers({ ...numbers, [name]: value }),
        }))}
        start={{
          label: t('results.measure'),
          not: active ? t('labs.not.busy') : chosen.length === 0 ? t('results.chooseOne') : undefined,
          isPending: start.isPending,
          act: () => start.mutate(),
          hint: t('results.repeatText'),
        }}
      >
        <Select
          label={t('results.direction')}
          data={[
            { value: 'as-tutorial', label: `${two} → ${one}` },
            { value: 'reverse', label: `${one} → ${two}` },
          ]}
          value={reverse ? 'reverse' : 'as-tutorial'}
          onChange={(value) => setReverse(value === 'reverse')}
          allowDeselect={false}
        />
      </MeasureForm>
      {start.error && <ErrorBox error={reported(start.error)} />}
      {active && <Measuring run={active} />}
    </Card>
  );
}

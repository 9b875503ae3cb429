import { Checkbox, Group, NumberInput, Select, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withNeeds } from '../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../shared/wire/contract.ts';
import { useSettings } from '../../state/app-stores.ts';
import { reported } from '../../state/errors.ts';
import { useActiveRun } from '../../state/lab-runs.ts';
import { trackOfCard } from '../../state/parts.ts';
import { startRun } from '../../state/start-run.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Measuring } from './measuring.tsx';
import classes from './repeat-form.module.css';

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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <Checkbox.Group value={chosen} onChange={setChosen} label={t('results.what')}>
          <Group mt={6} gap={20}>
            {kinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`results.kind.${kind}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <div className={classes.settings}>
          {(['seconds', 'streams', 'repeats'] as const).map((key) => (
            <NumberInput
              key={key}
              label={t(`results.${key}`)}
              value={numbers[key]}
              onChange={(value) => setNumbers({ ...numbers, [key]: value })}
              min={1}
              max={limits[key]}
              allowDecimal={false}
              hideControls
            />
          ))}
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
        </div>
        <Group mt={14} wrap="nowrap" gap={16}>
          <ActionButton
            type="submit"
            flex="none"
            not={active ? t('labs.not.busy') : chosen.length === 0 ? t('results.chooseOne') : undefined}
            loading={start.isPending}
            leftSection={<Icon name="play" size={14} />}
          >
            {t('results.measure')}
          </ActionButton>
          <Text fz="xs" c="dimmed">
            {t('results.repeatText')}
          </Text>
        </Group>
      </form>
      {start.error && <ErrorBox error={reported(start.error)} />}
      {active && <Measuring run={active} />}
    </Card>
  );
}

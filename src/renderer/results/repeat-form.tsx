import { Button, Checkbox, Group, NumberInput, Progress, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBox } from '../frame/error-box.tsx';
import { Icon } from '../frame/icon.tsx';
import { useSettings } from '../state/app-stores.ts';
import { reported } from '../state/errors.ts';
import { useActiveRun } from '../state/lab-runs.ts';
import { withNeeds } from '../state/parts.ts';
import { progressOf } from '../state/run-picture.ts';
import { cancelRun, startRun } from '../state/start-run.ts';

const kinds = ['ping', 'iperf-native', 'iperf-overlay'] as const;

/** Measures again, with other settings. What it rests on and is not there yet is built first, and said so. */
export function RepeatForm({ lab }: { lab: string }) {
  const { t } = useTranslation();
  const settings = useSettings();
  const [seconds, setSeconds] = useState<number | string>(settings.iperfSeconds);
  const [chosen, setChosen] = useState<string[]>([...kinds]);
  const active = useActiveRun(lab);
  const only = withNeeds(kinds.filter((kind) => chosen.includes(kind)));
  const start = useMutation({
    mutationFn: () => startRun({ lab, command: 'run', only, iperfSeconds: Number(seconds) || settings.iperfSeconds }),
  });
  return (
    <section className="card" aria-labelledby="repeat">
      <Title order={2} fz={17} mb={8} id="repeat">
        {t('results.repeat')}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <Group align="flex-end" gap={20}>
          <Checkbox.Group value={chosen} onChange={setChosen} label={t('results.what')}>
            <Group mt={6} h={36}>
              {kinds.map((kind) => (
                <Checkbox key={kind} value={kind} label={t(`results.kind.${kind}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <NumberInput
            label={t('results.seconds')}
            value={seconds}
            onChange={setSeconds}
            min={1}
            max={3600}
            w={110}
            hideControls
          />
          <Button
            type="submit"
            disabled={chosen.length === 0 || active !== undefined}
            loading={start.isPending}
            leftSection={<Icon name="play" size={14} />}
          >
            {t('results.measure')}
          </Button>
        </Group>
      </form>
      <Text fz="xs" c="dimmed" mt={8}>
        {t('results.repeatText')}
      </Text>
      {start.error && <ErrorBox error={reported(start.error)} />}
      {active && (
        <Group mt={10} wrap="nowrap">
          <Progress
            value={Math.round(progressOf(active) * 100)}
            flex={1}
            size="lg"
            animated
            aria-label={t('run.progress')}
          />
          <Button size="xs" variant="default" onClick={() => cancelRun(active.run)}>
            {t('run.cancel')}
          </Button>
        </Group>
      )}
    </section>
  );
}

import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { confirmWith } from '../frame/confirm-store.ts';
import { Icon } from '../frame/icon.tsx';
import { tellError } from '../frame/tell-error.ts';
import { measuring, withDependants } from '../state/parts.ts';
import type { ChangePicture } from '../state/run-picture.ts';
import { stepsStanding } from '../state/standing.ts';
import { startRun } from '../state/start-run.ts';

interface Props {
  lab: string;
  standing: readonly ChangePicture[];
  busy: boolean;
}

/** Back by one step instead of to the start. What rests on a step goes with it. */
export function UndoSteps({ lab, standing, busy }: Props) {
  const { t } = useTranslation();
  const steps = stepsStanding(standing);
  return (
    <section className="card" aria-labelledby="steps">
      <Title order={2} fz={17} id="steps">
        {t('reset.undo.title')}
      </Title>
      <Text fz="sm" c="dimmed" mb={8}>
        {t('reset.undo.text')}
      </Text>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {steps.map((step) => {
          const gone = withDependants([step]).filter((id) => !measuring.includes(id) && steps.includes(id));
          const names = gone.map((id) => t(`steps.${id}`)).join(', ');
          const ask = () =>
            confirmWith({
              title: t('reset.undo.confirm', { step: t(`steps.${step}`) }),
              text: t('lesson.undo.text', { steps: names }),
              yes: t('lesson.undo.yes'),
              danger: true,
              act: () => startRun({ lab, command: 'undo', step }).catch(tellError),
            });
          return (
            <Group component="li" key={step} justify="space-between" py={5} wrap="nowrap">
              <Text fz="sm">
                <b>{t(`steps.${step}`)}</b>{' '}
                {gone.length > 1 &&
                  t('reset.undo.with', {
                    steps: gone
                      .slice(1)
                      .map((id) => t(`steps.${id}`))
                      .join(', '),
                  })}
              </Text>
              <Button
                variant="default"
                size="xs"
                disabled={busy}
                leftSection={<Icon name="undo" size={14} />}
                aria-label={t('reset.undo.button', { step: t(`steps.${step}`) })}
                onClick={ask}
              >
                {t('reset.undo.short')}
              </Button>
            </Group>
          );
        })}
      </ul>
    </section>
  );
}

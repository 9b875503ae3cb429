import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StandingChange } from '../../../shared/snapshot/snapshot.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { stepKey, trackOfCard, undoneWith } from '../../state/parts.ts';
import { stepsStanding } from '../../state/standing.ts';
import { startRun } from '../../state/start-run.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { confirmWith } from '../../ui/confirm-store.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';

interface Props {
  card: LabCard;
  standing: readonly StandingChange[];
  busy: boolean;
}

/** Back by one step instead of to the start. What depends on a step goes with it. */
export function UndoSteps({ card, standing, busy }: Props) {
  const { t } = useTranslation();
  const steps = stepsStanding(standing);
  return (
    <Card id="steps" title={t('reset.undo.title')} mb={0}>
      <Text fz="sm" c="dimmed" mb={8}>
        {t('reset.undo.text')}
      </Text>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {steps.map((step) => {
          const gone = undoneWith(trackOfCard(card), step).filter((id) => steps.includes(id));
          const names = gone.map((id) => t(stepKey(id))).join(', ');
          const ask = () =>
            confirmWith({
              title: t('reset.undo.confirm', { step: t(stepKey(step)) }),
              text: t('lesson.undo.text', { steps: names }),
              yes: t('lesson.undo.yes'),
              danger: true,
              act: () => startRun({ lab: card.id, command: 'undo', step }).catch(tellError),
            });
          return (
            <Group component="li" key={step} justify="space-between" py={5} wrap="nowrap">
              <Text fz="sm">
                <b>{t(stepKey(step))}</b>{' '}
                {gone.length > 1 &&
                  t('reset.undo.with', {
                    steps: gone
                      .slice(1)
                      .map((id) => t(stepKey(id)))
                      .join(', '),
                  })}
              </Text>
              <ActionButton
                variant="default"
                size="xs"
                not={busy ? t('labs.not.busy') : undefined}
                leftSection={<Icon name="undo" size={14} />}
                aria-label={t('reset.undo.button', { step: t(stepKey(step)) })}
                onClick={ask}
              >
                {t('reset.undo.short')}
              </ActionButton>
            </Group>
          );
        })}
      </ul>
    </Card>
  );
}

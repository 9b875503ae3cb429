import { Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrillsState, RunningDrill as Running } from '../../../shared/drills/drill-state.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { timeOf } from '../../ui/time-of.ts';
import type { Acting } from './begin-drill.tsx';

interface Props {
  running: Running;
  choices: DrillsState['choices'];
  act: Acting;
}

const mostHints = 3;

/** Hints, the list of causes, and the ways out. */
export function RunningDrill({ running, choices, act: { isPending, on } }: Props) {
  const { t, i18n } = useTranslation();
  const [row, setRow] = useState<string | null>(null);
  const { title, since, hints, guesses, isNamed, isSurprise } = running;
  const busy = isPending ? t('drillsScreen.asking') : undefined;
  const causes = choices.map((one) => ({ value: String(one.row), label: stripUnsafe(one.title) }));
  const wrong = isNamed ? guesses - 1 : guesses;
  return (
    <Card id="running" title={t('drillsScreen.running')} style={{ marginTop: 12 }}>
      <Text fz="sm" mb={12}>
        {t('drillsScreen.since', { title: stripUnsafe(title), time: timeOf(since, i18n.language), guesses: wrong })}
      </Text>
      {isSurprise && !isNamed && (
        <Text fz="sm" c="dimmed" mb={12}>
          {spoken.drills.secret}
        </Text>
      )}
      {hints.map((hint, at) => (
        <Text key={hint} fz="sm" mb={8}>
          <b>{t('drillsScreen.hintNumber', { number: at + 1 })}</b> {stripUnsafe(hint)}
        </Text>
      ))}
      {isNamed ? (
        <Text fz="sm" mb={12}>
          {`${spoken.drills.isRight} ${spoken.drills.thenFix}`}
        </Text>
      ) : (
        <Group align="flex-end" gap={12} mb={12}>
          <Select
            label={t('drillsScreen.cause')}
            placeholder={t('drillsScreen.causeText')}
            data={causes}
            value={row}
            searchable
            style={{ flex: 1 }}
            onChange={setRow}
          />
          <ActionButton
            not={busy ?? (row === null ? t('drillsScreen.chooseFirst') : undefined)}
            onClick={() => on({ do: 'guess', row: Number(row) })}
          >
            {t('drillsScreen.name')}
          </ActionButton>
        </Group>
      )}
      <Group gap={8}>
        {isNamed ? (
          <ActionButton not={busy} onClick={() => on({ do: 'prove' })}>
            {t('drillsScreen.prove')}
          </ActionButton>
        ) : (
          <ActionButton
            variant="default"
            not={busy ?? (hints.length >= mostHints ? t('drillsScreen.noMoreHints') : undefined)}
            onClick={() => on({ do: 'hint' })}
          >
            {t('drillsScreen.hint')}
          </ActionButton>
        )}
        <ActionButton variant="default" not={busy} onClick={() => on({ do: 'heal' })}>
          {t('drillsScreen.giveUp')}
        </ActionButton>
        <Text fz="sm" c="dimmed">
          {t('drillsScreen.giveUpText')}
        </Text>
      </Group>
    </Card>
  );
}

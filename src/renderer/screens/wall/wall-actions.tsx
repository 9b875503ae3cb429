import { Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrackOutline } from '../../../shared/tracks/outline.ts';
import type { ClassView } from '../../../shared/wire/class-view.ts';
import { actOnClass, type ClassAction, cancelClass } from '../../state/classes.ts';
import { partKey } from '../../state/parts.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { confirmWith } from '../../ui/confirm-store.ts';
import { tellError } from '../../ui/tell-error.ts';
import type { SeatRow } from './seat-rows.ts';

type Depth = NonNullable<ClassAction['depth']>;

/** What is done for all seats or for those that are selected, with how far it is. */
export function WallActions({ view, rows, track }: { view: ClassView; rows: readonly SeatRow[]; track: TrackOutline }) {
  const { t } = useTranslation();
  const [to, setTo] = useState(view.goal ?? track.parts.at(-1)?.id ?? '');
  const [depth, setDepth] = useState<Depth>('made');
  const { work } = view;
  const seats = rows.flatMap(({ name, lab }) => (lab === undefined ? [] : [name]));
  const failed = work?.seats.filter(({ state }) => !['ok', 'waiting', 'working'].includes(state)) ?? [];
  const busy = work?.running ? t('wall.busy') : undefined;
  const not = busy ?? (seats.length === 0 ? t('wall.noSeats') : undefined);
  const act = (action: Omit<ClassAction, 'class'>) => actOnClass({ class: view.name, ...action }).catch(tellError);
  const askReset = () =>
    confirmWith({
      title: t('wall.resetTitle', { count: seats.length }),
      text: t('wall.resetText'),
      detail: seats.join('\n'),
      yes: t('run.command.reset'),
      danger: true,
      act: () => act({ seats, command: 'reset', depth }),
    });
  const again = () => {
    if (!work) return;
    const { command } = work;
    const how = command === 'run' ? { to } : command === 'reset' ? { depth } : {};
    void act({ seats: failed.map(({ seat }) => seat), command, ...how });
  };
  return (
    <Group gap={8} mb={8} role="group" aria-label={t('wall.actions')}>
      <ActionButton variant="default" not={not} onClick={() => void act({ seats, command: 'check' })}>
        {t('wall.check')}
      </ActionButton>
      <Select
        aria-label={t('wall.runTo')}
        data={track.parts.map(({ id }) => ({ value: id, label: `${t('wall.runTo')}: ${t(partKey(id))}` }))}
        value={to}
        onChange={(value) => setTo(value ?? to)}
        allowDeselect={false}
      />
      <ActionButton not={not} onClick={() => void act({ seats, command: 'run', to })}>
        {t('wall.run')}
      </ActionButton>
      <Select
        aria-label={t('wall.depth')}
        data={(['made', 'typed'] as const).map((value) => ({ value, label: t(`wall.depths.${value}`) }))}
        value={depth}
        onChange={(value) => setDepth(value ?? 'made')}
        allowDeselect={false}
      />
      <ActionButton variant="default" not={not} onClick={askReset}>
        {t('wall.reset')}
      </ActionButton>
      <ActionButton
        variant="default"
        not={busy ?? (failed.length === 0 ? t('wall.nothingFailed') : undefined)}
        onClick={again}
      >
        {t('wall.retry')}
      </ActionButton>
      {work?.running && (
        <ActionButton variant="default" onClick={() => void cancelClass(view.name).catch(tellError)}>
          {t('wall.cancel')}
        </ActionButton>
      )}
      <Text fz="sm" role="status">
        {work &&
          t('wall.progress', {
            command: t(`run.command.${work.command}`),
            done: work.seats.filter(({ state }) => state !== 'waiting' && state !== 'working').length,
            all: work.seats.length,
            wrong: failed.length,
          })}
      </Text>
    </Group>
  );
}

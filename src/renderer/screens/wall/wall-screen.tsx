import { Checkbox, Select, SimpleGrid, Skeleton, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outlineOf } from '../../../shared/tracks/tracks.ts';
import type { ClassView } from '../../../shared/wire/class-view.ts';
import { useClasses, useSeatLabs } from '../../state/classes.ts';
import { askSeat } from '../../state/guest.ts';
import { useSnapshots } from '../../state/snapshots.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { DoorPanel } from './door-panel.tsx';
import { type Filter, type Order, rowOf, shownRows } from './seat-rows.ts';
import { SeatTable } from './seat-table.tsx';
import { SeatTile } from './seat-tile.tsx';
import classes from './wall.module.css';
import { WallActions } from './wall-actions.tsx';

const LookPanel = lazy(() => import('./look-panel.tsx'));
const WritePanel = lazy(() => import('./write-panel.tsx'));

/** All seats of a class: who is where, who is stuck, and what is done for all of them or some. */
export default function WallScreen() {
  const { t } = useTranslation();
  const all = useClasses();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = all?.find(({ name }) => name === chosen) ?? all?.[0];
  return (
    <div className="screen">
      <ScreenTitle title={t('frame.screens.wall')} text={shown?.words ?? t('wall.text')}>
        {all && all.length > 1 && (
          <Select
            aria-label={t('wall.class')}
            data={all.map(({ name }) => name)}
            value={shown?.name ?? null}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
      </ScreenTitle>
      {!all && <Skeleton h={220} radius="md" aria-label={t('frame.loading')} />}
      {all?.length === 0 && (
        <div className="card">
          <Text fw={650}>{t('wall.none.title')}</Text>
          <Text fz="sm">{t('wall.none.text')}</Text>
        </div>
      )}
      {shown?.problem !== undefined && (
        <div className="card" role="alert">
          <Text fz="sm" style={{ whiteSpace: 'pre-line' }}>
            {shown.problem}
          </Text>
        </div>
      )}
      {shown?.track && <Seats key={shown.name} view={shown} />}
    </div>
  );
}

function Seats({ view }: { view: ClassView }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [order, setOrder] = useState<Order>('seat');
  const [asTable, setAsTable] = useState(false);
  const [hidesNames, setHidesNames] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [writes, setWrites] = useState(false);
  const [looked, setLooked] = useState<{ seat: string; name: string }>();
  useSeatLabs(view.seats.flatMap(({ lab }) => lab ?? []));
  const byLab = useSnapshots((state) => state.byLab);
  const track = outlineOf(view.track ?? 'etcd');
  const all = view.seats.map((seat, at) =>
    rowOf({ ...seat, place: at + 1 }, track, seat.lab === undefined ? undefined : byLab[seat.lab], view.work),
  );
  const rows = shownRows(all, { words, filter, order, goal: view.goal });
  const chosen = rows.filter(({ name }) => selected.has(name));
  const select = (names: readonly string[], on: boolean) =>
    setSelected((before) => new Set(on ? [...before, ...names] : [...before].filter((one) => !names.includes(one))));
  const names = rows.map(({ name }) => name);
  const lower = (seat: string) => void askSeat(view.name, seat, 'lower').catch(tellError);
  const look = (seat: string, name: string) => setLooked({ seat, name });
  const shownNames = { hidesNames, selected, select, lower, look };
  return (
    <>
      <div className={classes.bar}>
        <TextInput
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          placeholder={t('wall.search')}
          aria-label={t('wall.search')}
          leftSection={<Icon name="search" size={16} />}
          className={classes.search}
        />
        <Select
          aria-label={t('wall.filter')}
          data={(['all', ...(view.door ? (['hand'] as const) : []), 'wrong', 'unseen', 'behind'] as const).map(
            (value) => ({
              value,
              label: value === 'hand' ? t('guest.hand') : t(`wall.filters.${value}`),
            }),
          )}
          value={filter}
          onChange={(value) => setFilter(value ?? 'all')}
          allowDeselect={false}
        />
        <Select
          aria-label={t('wall.order')}
          data={(['seat', 'part', 'time', 'wrong'] as const).map((value) => ({
            value,
            label: t(`wall.orders.${value}`),
          }))}
          value={order}
          onChange={(value) => setOrder(value ?? 'seat')}
          allowDeselect={false}
        />
        <Checkbox
          label={t('wall.asTable')}
          checked={asTable}
          onChange={(event) => setAsTable(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('wall.hideNames')}
          checked={hidesNames}
          onChange={(event) => setHidesNames(event.currentTarget.checked)}
        />
        {view.door && (
          <ActionButton variant="default" onClick={() => setWrites(true)}>
            {t('guest.write.open')}
          </ActionButton>
        )}
        {view.door && <DoorPanel view={view} door={view.door} hidesNames={hidesNames} />}
      </div>
      <WallActions view={view} rows={chosen.length > 0 ? chosen : rows} track={track} />
      <div className={classes.bar}>
        <Checkbox
          label={t('wall.selectAll')}
          checked={rows.length > 0 && chosen.length === rows.length}
          indeterminate={chosen.length > 0 && chosen.length < rows.length}
          onChange={(event) => select(names, event.currentTarget.checked)}
        />
        <Text fz="sm" c="dimmed" role="status">
          {t('wall.shown', { count: rows.length, selected: chosen.length })}
        </Text>
      </div>
      {writes && (
        <Suspense fallback={null}>
          <WritePanel
            view={view}
            rows={chosen.length > 0 ? chosen : rows}
            hidesNames={hidesNames}
            close={() => setWrites(false)}
          />
        </Suspense>
      )}
      {looked && (
        <Suspense fallback={null}>
          <LookPanel class={view.name} {...looked} close={() => setLooked(undefined)} />
        </Suspense>
      )}
      {asTable ? (
        <SeatTable rows={rows} {...shownNames} />
      ) : (
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 4, xl: 6 }} spacing={12} component="ul" className={classes.tiles}>
          {rows.map((row) => (
            <SeatTile key={row.name} row={row} {...shownNames} />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

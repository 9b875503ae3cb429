import { Checkbox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routeHash } from '../../state/route.ts';
import { LookButton } from './look-button.tsx';
import { RaisedHand } from './raised-hand.tsx';
import type { SeatRow } from './seat-rows.ts';
import { type ShownSeats, useSeatWords } from './seat-words.tsx';
import classes from './wall.module.css';

/** A seat on the wall: readable from the back of a room. */
export function SeatTile({ row, hidesNames, selected, select, lower, look }: { row: SeatRow } & ShownSeats) {
  const { t } = useTranslation();
  const words = useSeatWords({ hidesNames })(row);
  const { name, lab, parts } = row;
  const isSelected = selected.has(name);
  return (
    <li
      className={classes.tile}
      data-wrong={words.wrong !== '' || undefined}
      data-hand={words.hand !== '' || undefined}
      data-selected={isSelected || undefined}
    >
      <div className={classes.head}>
        <Checkbox
          aria-label={t('wall.select', { seat: words.seat })}
          checked={isSelected}
          onChange={(event) => select([name], event.currentTarget.checked)}
        />
        {lab === undefined ? (
          <b>{words.seat}</b>
        ) : (
          <a href={routeHash({ screen: 'lesson', lab })} aria-label={t('wall.open', { seat: words.seat })}>
            {words.seat}
          </a>
        )}
        {words.student !== '' && (
          <Text component="span" fz="xs" c="dimmed" truncate>
            {words.student}
          </Text>
        )}
      </div>
      {words.hand !== '' && <RaisedHand words={words} lower={() => lower(name)} />}
      {row.here !== undefined && <LookButton row={row} name={words.seat} look={look} />}
      <Text fw={650} fz="md" truncate>
        {words.part}
      </Text>
      <div className={classes.parts} role="img" aria-label={words.green}>
        {parts.map(({ id, state }) => (
          <span key={id} data-state={state} />
        ))}
      </div>
      <Text fz="xs" c="dimmed">
        {[words.green, words.since].filter((one) => one !== '').join(' · ')}
      </Text>
      {words.work !== '' && <Text fz="xs">{words.work}</Text>}
      {words.wrong !== '' && (
        <Text fz="xs" className={classes.wrong} lineClamp={2} title={words.wrong}>
          {words.wrong}
        </Text>
      )}
    </li>
  );
}

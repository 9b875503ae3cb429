import { Checkbox, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routeHash } from '../../state/route.ts';
import { LookButton } from './look-button.tsx';
import { RaisedHand } from './raised-hand.tsx';
import type { SeatRow } from './seat-rows.ts';
import { type ShownSeats, useSeatWords } from './seat-words.tsx';
import classes from './wall.module.css';

/** The same as the tiles, a row a seat. */
export function SeatTable({
  rows,
  hidesNames,
  selected,
  select,
  lower,
  look,
}: { rows: readonly SeatRow[] } & ShownSeats) {
  const { t } = useTranslation();
  const wordsOf = useSeatWords({ hidesNames });
  const heads = ['seat', 'student', 'part', 'green', 'since', 'wrong'] as const;
  return (
    <Table aria-label={t('frame.screens.wall')} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          {heads.map((head) => (
            <Table.Th key={head} scope="col">
              {t(`wall.${head}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => {
          const { name, lab, green, parts } = row;
          const words = wordsOf(row);
          return (
            <Table.Tr key={name}>
              <Table.Td>
                <Checkbox
                  aria-label={t('wall.select', { seat: words.seat })}
                  checked={selected.has(name)}
                  onChange={(event) => select([name], event.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Th scope="row">
                {lab === undefined ? words.seat : <a href={routeHash({ screen: 'lesson', lab })}>{words.seat}</a>}
              </Table.Th>
              <Table.Td>
                {words.student}
                {words.hand !== '' && <RaisedHand words={words} lower={() => lower(name)} />}
                {row.here !== undefined && <LookButton row={row} name={words.seat} look={look} />}
              </Table.Td>
              <Table.Td>{[words.part, words.work].filter((one) => one !== '').join(' · ')}</Table.Td>
              <Table.Td>{`${green} / ${parts.length}`}</Table.Td>
              <Table.Td>{words.since}</Table.Td>
              <Table.Td>{words.wrong}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DoneDrill } from '../../../shared/drills/drill-state.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { Card } from '../../ui/card.tsx';

const mostShown = 20;

/** Those that are over, the newest first. */
export function DoneDrills({ done }: { done: readonly DoneDrill[] }) {
  const { t } = useTranslation();
  const { how } = spoken.drills;
  return (
    <Card id="done" title={t('drillsScreen.done')} style={{ marginTop: 16 }}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('drillsScreen.doneDrill')}</Table.Th>
            <Table.Th scope="col">{t('drillsScreen.doneHow')}</Table.Th>
            <Table.Th scope="col">{t('drillsScreen.doneMinutes')}</Table.Th>
            <Table.Th scope="col">{t('drillsScreen.doneHints')}</Table.Th>
            <Table.Th scope="col">{t('drillsScreen.doneGuesses')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {done.slice(0, mostShown).map((one) => (
            <Table.Tr key={one.at}>
              <Table.Td>{stripUnsafe(one.title)}</Table.Td>
              <Table.Td>{one.isHealed ? (one.isNamed ? how.named : how.givenUp) : how.found}</Table.Td>
              <Table.Td>{(one.seconds / 60).toFixed(1)}</Table.Td>
              <Table.Td>{one.hints}</Table.Td>
              <Table.Td>{one.guesses}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

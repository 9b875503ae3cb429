import { Group, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowReport } from '../../../shared/follow/report.ts';
import { placeWords } from '../../../shared/follow/words.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { Card } from '../../ui/card.tsx';

/** Where packets were caught, by whom and how many, and what the sender printed. */
export function PointTable({ report: { points, said }, children }: { report: FollowReport; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Card id="points" title={t('follow.points')} style={{ marginTop: 16 }}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('follow.where')}</Table.Th>
            <Table.Th scope="col">{t('follow.by')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('follow.caught')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map((point) => (
            <Table.Tr key={point.id}>
              <Table.Th scope="row" fw={500}>
                {inWords(placeWords(point))}
              </Table.Th>
              <Table.Td>{point.by ?? t('follow.nobody')}</Table.Td>
              <Table.Td ta="right">{point.caught}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group mt={12}>{children}</Group>
      {said && (
        <details style={{ marginTop: 12 }}>
          <summary>{t('follow.said')}</summary>
          <pre className="mono" style={{ fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {stripUnsafe(said)}
          </pre>
        </details>
      )}
    </Card>
  );
}

import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pingsOf } from '../../../shared/run/figures.ts';
import { tutorialFigures } from '../../../shared/run/tutorial.ts';
import { formatLoss } from '../../../shared/run/units.ts';
import type { Measured } from '../../../shared/transcript/measured.ts';
import { Card } from '../../ui/card.tsx';
import { TypedOrigin } from './typed-origin.tsx';

export function PingTable({ run }: { run: Measured }) {
  const { t } = useTranslation();
  const pings = pingsOf(run);
  if (pings.length === 0) return null;
  const { rttMs, lossPercent } = tutorialFigures.ping;
  return (
    <Card id="pings" title={t('results.pings')}>
      <Table.ScrollContainer minWidth={420} mah={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm" verticalSpacing={5} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('results.pair')}</Table.Th>
              <Table.Th scope="col">{t('results.loss')}</Table.Th>
              {(['min', 'avg', 'max'] as const).map((key) => (
                <Table.Th key={key} scope="col" ta="right">
                  {t(`results.${key}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pings.map((ping) => (
              <Table.Tr key={ping.from + ping.target}>
                <Table.Th scope="row" fw={500}>
                  {ping.from} → {ping.to}
                  <Text component="span" fz="xs" c="dimmed" ml={6}>
                    {ping.target}
                  </Text>
                </Table.Th>
                <Table.Td c={ping.lossPercent > 0 ? 'var(--lab-bad)' : 'var(--lab-good)'} fw={600}>
                  {formatLoss(ping.lossPercent)}
                </Table.Td>
                {(['min', 'avg', 'max'] as const).map((key) => (
                  <Table.Td key={key} ta="right" ff="monospace">
                    {ping.rttMs ? ping.rttMs[key].toFixed(3) : '–'}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
            <Table.Tr bg="var(--lab-code)">
              <Table.Th scope="row" fw={500}>
                {t('results.tutorialPing')}
              </Table.Th>
              <Table.Td fw={600}>{formatLoss(lossPercent)}</Table.Td>
              {(['min', 'avg', 'max'] as const).map((key) => (
                <Table.Td key={key} ta="right" ff="monospace">
                  {rttMs[key].toFixed(3)}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <TypedOrigin typed={run.typed?.filter(({ measurement }) => measurement?.kind === 'ping')} />
    </Card>
  );
}

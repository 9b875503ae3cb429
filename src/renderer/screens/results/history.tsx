import { Table, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bandwidthOf, pingsOf, type Rate } from '../../../shared/run/figures.ts';
import { formatBitRate, formatRatio } from '../../../shared/run/units.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { TypedEntry } from '../../../shared/transcript/entry.ts';
import type { Measured } from '../../../shared/transcript/measured.ts';
import { Card } from '../../ui/card.tsx';
import { timeOf } from '../../ui/time-of.ts';
import classes from './history.module.css';

interface Props {
  runs: readonly Measured[];
  current?: string;
  onChoose: (run: string) => void;
}

const figures = ['native', 'overlay', 'ratioShort', 'pingShort'] as const;

/** Every measurement that is kept of this lab, newest first; choosing one shows it. */
export function History({ runs, current, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Card id="history" title={t('results.history')}>
      <Table fz="sm" verticalSpacing={4} horizontalSpacing={7} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('results.when')}</Table.Th>
            {figures.map((figure) => (
              <Table.Th key={figure} scope="col" ta="right">
                {t(`results.${figure}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t('results.settings')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.toReversed().flatMap((run) => {
            const { native, overlay, ratio } = bandwidthOf(run);
            const pings = pingsOf(run);
            return [
              <Table.Tr key={run.run} className={classes.row} data-current={run.run === current || undefined}>
                <Table.Th scope="row" fw={500}>
                  <UnstyledButton
                    fz="sm"
                    className={classes.choose}
                    aria-pressed={run.run === current}
                    onClick={() => onChoose(run.run)}
                  >
                    {timeOf(run.startedAt, i18n.language)}
                  </UnstyledButton>
                </Table.Th>
                <Table.Td ta="right">{native ? formatBitRate(native.bitsPerSecond) : '–'}</Table.Td>
                <Table.Td ta="right">{overlay ? formatBitRate(overlay.bitsPerSecond) : '–'}</Table.Td>
                <Table.Td ta="right">{ratio === undefined ? '–' : formatRatio(ratio)}</Table.Td>
                <Table.Td ta="right">
                  {pings.length > 0 ? `${pings.filter(({ received }) => received > 0).length}/${pings.length}` : '–'}
                </Table.Td>
                <Table.Td>{settingsOf(native ?? overlay)}</Table.Td>
              </Table.Tr>,
              ...(run.typed ?? []).map((entry) => <TypedRow key={entry.id} entry={entry} />),
            ];
          })}
        </Table.Tbody>
      </Table>
    </Card>
  );

  function settingsOf(rate: Rate | undefined): string {
    if (!rate) return '–';
    const { times, seconds, streams, from, to } = rate;
    const long = `${times > 1 ? `${times} × ` : ''}${Math.round(seconds)} s`;
    const wide = streams > 1 ? [t('results.streamsShort', { count: streams })] : [];
    return [long, ...wide, `${from.replace(/^\D+/, '')} → ${to.replace(/^\D+/, '')}`].join(', ');
  }
}

/** Below its figures: where it was typed, and what. */
function TypedRow({ entry: { node, container, command } }: { entry: TypedEntry }) {
  const { t } = useTranslation();
  return (
    <Table.Tr className={classes.below}>
      <Table.Td colSpan={2 + figures.length} className={classes.command}>
        {t('results.typed', { node: container ?? node })} <code className="mono">{stripUnsafe(command)}</code>
      </Table.Td>
    </Table.Tr>
  );
}

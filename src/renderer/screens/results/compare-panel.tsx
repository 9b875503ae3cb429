import { Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/compare/comparison.ts';
import { comparisonTables, comparisonWords } from '../../../shared/compare/comparison-tables.ts';
import type { Table as FigureTable } from '../../../shared/text/table.ts';
import { type TrackId, trackIds } from '../../../shared/tracks/tracks.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useOperationsOn } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { timeOf } from '../../ui/time-of.ts';
import { OperationRow } from '../labs/operation-row.tsx';
import { CompareCharts } from './compare-charts.tsx';
import { MeasureForm } from './measure-form.tsx';

const limits = { repeats: 20, iperfSeconds: 3600 } as const;

/** Tracks beside each other on this lab's nodes, built, measured and reset in turn; and what came of it the last times. */
export function ComparePanel({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const [picked, setChosen] = useState<string[]>();
  const able = useQuery({
    queryKey: ['able-tracks', card.id],
    queryFn: () => ask((client) => client.compare.able({ lab: card.id })),
    retry: false,
    staleTime: 60_000,
  });
  const chosen = picked ?? able.data ?? [...trackIds];
  const [numbers, setNumbers] = useState<Record<keyof typeof limits, number | string>>({ repeats: 3, iperfSeconds: 5 });
  const operations = useOperationsOn(card);
  const ended = operations.filter(({ state }) => state !== 'running').length;
  const kept = useQuery({
    queryKey: ['comparisons', card.id, ended],
    queryFn: () => ask((client) => client.compare.kept({ lab: card.id })),
    placeholderData: (before) => before,
  });
  const tracks = trackIds.filter((track) => chosen.includes(track));
  const repeats = Number(numbers.repeats) || 3;
  const iperfSeconds = Number(numbers.iperfSeconds) || 5;
  const start = useMutation({
    mutationFn: () => ask((client) => client.compare.start({ lab: card.id, tracks, repeats, iperfSeconds })),
  });
  const running = operations.find(({ state }) => state === 'running');
  const why =
    tracks.length < 2 ? t('results.compare.tooFew') : running && t('results.compare.running', { title: running.title });
  return (
    <Card id="compare" title={t('results.compare.title')} style={{ marginTop: 16 }}>
      <Text fz="sm" mb={8}>
        {t('results.compare.text')}
      </Text>
      <MeasureForm
        choice={{
          label: t('results.compare.tracks'),
          options: trackIds.map((track: TrackId) => ({ value: track, label: track })),
          chosen,
          onChange: setChosen,
        }}
        fields={(['repeats', 'iperfSeconds'] as const).map((name) => ({
          name,
          label: t(name === 'repeats' ? 'results.repeats' : 'results.seconds'),
          value: numbers[name],
          max: limits[name],
          onChange: (value) => setNumbers({ ...numbers, [name]: value }),
        }))}
        start={{
          label: t('results.compare.start'),
          not: why,
          isPending: start.isPending,
          act: () => start.mutate(),
          hint: why ?? t('results.compare.takes', { count: 2 * tracks.length * repeats * iperfSeconds }),
        }}
      />
      {start.error && <ErrorBox error={reported(start.error)} />}
      {operations.map((operation) => (
        <OperationRow key={operation.id} operation={operation} />
      ))}
      {kept.data?.map((comparison, index) => (
        <Result key={comparison.at} comparison={comparison} isOpen={index === 0} />
      ))}
    </Card>
  );
}

function Result({ comparison, isOpen }: { comparison: Comparison; isOpen: boolean }) {
  const { t, i18n } = useTranslation();
  const tracks = comparison.tracks.map(({ track }) => track).join(', ');
  return (
    <details open={isOpen} style={{ marginTop: 14 }}>
      <summary>{t('results.compare.of', { tracks, time: timeOf(comparison.at, i18n.language) })}</summary>
      {comparisonWords(comparison).map((words) => (
        <Text key={words} fz="sm" mt={8} fw={600}>
          {words}
        </Text>
      ))}
      <CompareCharts comparison={comparison} />
      {comparisonTables(comparison).map((table) => (
        <Figures key={table.caption} table={table} />
      ))}
    </details>
  );
}

function Figures({ table: { caption, head, rows, figures = [], tutorialRows = 0 } }: { table: FigureTable }) {
  const align = (column: number) => (figures.includes(column) ? 'right' : 'left');
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table fz="sm" verticalSpacing={5} mt={8} captionSide="top">
        <Table.Caption ta="left">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {head.map((word, column) => (
              <Table.Th key={word} scope="col" ta={align(column)}>
                {word}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name = '', ...cells], index) => (
            <Table.Tr key={name} bg={index >= rows.length - tutorialRows ? 'var(--lab-code)' : undefined}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {cells.map((cell, at) => (
                <Table.Td key={head[at + 1]} ta={align(at + 1)}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

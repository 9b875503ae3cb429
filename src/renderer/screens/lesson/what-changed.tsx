import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { PartTrace } from '../../state/part-trace.ts';
import { Card } from '../../ui/card.tsx';

/** What the part made on each node, in the words of the ledger, and what the check before it had announced. */
export function WhatChanged({ trace, nodes }: { trace: PartTrace; nodes: readonly string[] }) {
  const { t } = useTranslation();
  if (trace.changes.length === 0) return null;
  const changed = nodes.filter((node) => trace.changes.some((change) => change.node === node));
  return (
    <Card id="changed" title={t('lesson.changed')}>
      <SimpleGrid cols={{ base: 1, sm: Math.min(3, changed.length) }} spacing={16}>
        {changed.map((node) => (
          <div key={node}>
            <Text fw={600} fz="sm">
              {node}
            </Text>
            <ul className="mono" style={{ margin: '4px 0 0', paddingLeft: 0, listStyle: 'none' }}>
              {trace.changes
                .filter((change) => change.node === node)
                .map(({ change, undone }) => (
                  <li key={change} style={{ color: `var(${undone ? '--lab-bad' : '--lab-good'})` }}>
                    {undone ? '−' : '+'} {stripUnsafe(change)}
                  </li>
                ))}
              {trace.diff
                .filter((one) => one.node === node && saysMore(one.line))
                .map(({ line }) => (
                  <li key={line} style={{ color: 'var(--lab-store)' }}>
                    {stripUnsafe(line)}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </SimpleGrid>
      {trace.diff.length > 0 && (
        <details style={{ marginTop: 10 }}>
          <summary style={{ cursor: 'pointer', fontSize: 13 }}>{t('lesson.announced')}</summary>
          <pre className="code-block mono" style={{ marginTop: 6 }}>
            {stripUnsafe([...new Set(trace.diff.map(({ line }) => line))].join('\n'))}
          </pre>
        </details>
      )}
    </Card>
  );
}

/** What was altered and what was disturbed by it; what was added stands there already. */
function saysMore(line: string): boolean {
  return /^[~!] /.test(line);
}

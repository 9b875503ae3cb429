import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { TypedEntry } from '../../../shared/transcript/entry.ts';
import { timeOf } from '../../ui/time-of.ts';

/** That a result was typed: by which commands, when, and where. */
export function TypedOrigin({ typed = [] }: { typed?: readonly TypedEntry[] | undefined }) {
  const { t, i18n } = useTranslation();
  if (typed.length === 0) return null;
  return (
    <div style={{ marginTop: 8 }}>
      <Text fz="sm">{t('results.typedBy')}</Text>
      <ul style={{ margin: '2px 0 0', paddingLeft: 0, listStyle: 'none' }}>
        {typed.map(({ id, at, node, container, command }) => (
          <li key={id} style={{ fontSize: 12.5, overflowWrap: 'anywhere' }}>
            {timeOf(at, i18n.language)} · {container ?? node}: <code className="mono">{stripUnsafe(command)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/steps.ts';
import { plainText } from '../state/plain-text.ts';

/** What a check noticed: errors and warnings with their remedy at once, the rest on request. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const bad = problems.filter(({ level }) => level === 'error' || level === 'warning');
  const fine = problems.filter(({ level }) => level === 'ok' || level === 'info');
  return (
    <div style={{ paddingLeft: 22 }}>
      {bad.map(({ code, level, message, remedy }) => (
        <Text key={code + message} fz={13} c={level === 'error' ? 'var(--lab-bad)' : 'var(--lab-store)'}>
          {plainText(message)}
          {remedy && (
            <Text component="span" inherit c="var(--mantine-color-text)">
              {' '}
              <b>{t('errors.remedy')}</b> {plainText(remedy)}
            </Text>
          )}
        </Text>
      ))}
      {fine.length > 0 && (
        <details>
          <summary style={{ fontSize: 12.5, cursor: 'pointer' }}>{t('lesson.fine', { count: fine.length })}</summary>
          <ul style={{ margin: '4px 0', paddingLeft: 18, fontSize: 12.5 }}>
            {fine.map(({ code, message }) => (
              <li key={code + message}>{plainText(message)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/run/steps.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { MoreAbout } from '../../ui/more-about.tsx';

/**
 * What a check noticed: errors and warnings with their remedy at once, the rest on request. What the step's error tells
 * already is not told again: the error stands below, with its remedy.
 */
export function Problems({ problems, told }: { problems: readonly Problem[]; told?: string | undefined }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const bad = problems.filter(
    ({ level, message }) => (level === 'error' || level === 'warning') && !told?.includes(message),
  );
  const fine = problems.filter(({ level }) => level === 'ok' || level === 'info');
  return (
    <div style={{ paddingLeft: 22 }}>
      {bad.map(({ code, level, message, remedy, diagnosis }) => (
        <Text key={code + message} fz={13} c={level === 'error' ? 'var(--lab-bad)' : 'var(--lab-store)'}>
          {stripUnsafe(message)}
          {remedy && (
            <Text component="span" inherit c="var(--mantine-color-text)">
              {' '}
              <b>{t('errors.remedy')}</b> {stripUnsafe(remedy)}
            </Text>
          )}
          {diagnosis !== undefined && (
            <>
              {' '}
              <MoreAbout diagnosis={diagnosis} />
            </>
          )}
        </Text>
      ))}
      {fine.length > 0 && (
        <details>
          <summary style={{ fontSize: 12.5, cursor: 'pointer' }}>{t('lesson.fine', { count: fine.length })}</summary>
          <ul style={{ margin: '4px 0', paddingLeft: 18, fontSize: 12.5 }}>
            {fine.map(({ code, message }) => (
              <li key={code + message}>{stripUnsafe(message)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

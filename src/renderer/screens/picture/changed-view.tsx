import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { differenceLine, meaningsOf } from '../../../shared/picture/differences.ts';
import type { Changed } from '../../../shared/picture/news.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { spoken } from '../../../shared/texts/text.ts';
import classes from './picture.module.css';

/** What changed lately, by what was being done then: the newest is open. */
export function ChangedView({ changed }: { changed: readonly Changed[] }) {
  const { t } = useTranslation();
  if (changed.length === 0)
    return (
      <Text fz="sm" c="dimmed">
        {t('picture.nothingYet')}
      </Text>
    );
  return changed.map((one, at) => <Change key={one.id} changed={one} isOpen={at === 0} />);
}

function Change({ changed: { cause, at, differences, more }, isOpen }: { changed: Changed; isOpen: boolean }) {
  const { t, i18n } = useTranslation();
  const time = new Date(at).toLocaleTimeString(i18n.language);
  const what =
    cause.by === 'typed'
      ? t('picture.byTyped', { node: cause.node, command: stripUnsafe(cause.command) })
      : cause.by === 'run'
        ? t('picture.byRun', { steps: cause.steps.join(', ') })
        : t('picture.byOthers');
  return (
    <details open={isOpen} style={{ marginBottom: 8 }}>
      <summary style={{ cursor: 'pointer', fontSize: 13 }}>
        {t('picture.changedAt', { time, what })}{' '}
        <Text span fz="sm" c="dimmed">
          {t('picture.differences', { count: differences.length + more })}
        </Text>
      </summary>
      <ul className={`${classes.lines} mono`}>
        {differences.map((one) => (
          <li key={JSON.stringify(one)}>{differenceLine(one)}</li>
        ))}
        {more > 0 && <li>{spoken.picture.moreDifferences({ count: more })}</li>}
      </ul>
      {meaningsOf(differences).map(({ kind, text }) => (
        <Text key={kind} fz="xs" c="dimmed" mb={4}>
          {text}
        </Text>
      ))}
    </details>
  );
}

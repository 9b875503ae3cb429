import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkedLine } from './mark-lines.ts';
import classes from './outputs.module.css';

interface Props {
  title: string;
  command: string;
  lines: readonly MarkedLine[];
  /** Characters that are not shown. */
  leftOut?: number;
  /** Whether what is not shown is kept, in the report. */
  isKept?: boolean;
  /** Stands below it. */
  children?: ReactNode;
  /** The tutorial's own. */
  past?: boolean;
  /** It has the whole width, and its long lines go on in the next one. */
  wrap?: boolean;
}

export function MarkedOutput({ title, command, lines, leftOut, isKept = true, children, past, wrap }: Props) {
  const { t } = useTranslation();
  return (
    <figure className={classes.output} data-past={past || undefined} data-wrap={wrap || undefined}>
      <figcaption>
        <Text fz="sm" fw={600}>
          {title}
        </Text>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre className={`${classes.text} mono`} tabIndex={0}>
        <span className={classes.prompt}># {command}</span>
        {'\n'}
        {lines.map(({ text, note }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that never changes
          <Line key={index} text={text} note={note} />
        ))}
      </pre>
      {leftOut !== undefined && (
        <Text fz="xs" c="dimmed" mt={4}>
          {t(isKept ? 'lesson.leftOut' : 'lesson.leftOutTyped', { count: leftOut })}
        </Text>
      )}
      {children}
    </figure>
  );
}

function Line({ text, note }: MarkedLine) {
  if (note === undefined) return <>{`${text}\n`}</>;
  return (
    <>
      <mark className={classes.mark}>
        {text}
        <sup> {note}</sup>
      </mark>
      {'\n'}
    </>
  );
}

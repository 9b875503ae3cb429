import { Group, SegmentedControl, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinished, type RunView } from '../../../shared/run/view.ts';
import classes from './node-log.module.css';

const shownLines = 400;

/** What happens, as it happens, on all nodes or on one. */
export function NodeLog({ run, nodes }: { run: RunView; nodes: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const [node, setNode] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const lines = run.log.filter((line) => node === '' || line.node === node || !line.node).slice(-shownLines);
  const count = lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is shown at once
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count, node]);
  return (
    <details className={classes.log} open={!isFinished(run) || undefined}>
      <summary>{t('lesson.log')}</summary>
      <Group my={6}>
        <SegmentedControl
          size="xs"
          aria-label={t('lesson.logOf')}
          value={node}
          onChange={setNode}
          data={[{ value: '', label: t('lesson.allNodes') }, ...nodes.slice(0, 8)]}
        />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div ref={box} className={`${classes.lines} mono`} role="log" aria-label={t('lesson.log')} tabIndex={0}>
        {lines.map(({ seq, at, node: on, kind, text }) => (
          <div key={seq} data-kind={kind}>
            <Text component="span" inherit c="dimmed">
              {new Date(at).toLocaleTimeString(i18n.language, { hour12: false })}{' '}
            </Text>
            {on && <b>{on} </b>}
            {text}
          </div>
        ))}
      </div>
    </details>
  );
}

import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TracedOutput } from '../../state/part-trace.ts';
import { stepKey } from '../../state/parts.ts';
import { Card } from '../../ui/card.tsx';
import { timeOf } from '../../ui/time-of.ts';
import { markLines } from './mark-lines.ts';
import { MarkedOutput } from './marked-output.tsx';
import classes from './outputs.module.css';
import { pairOutputs } from './pair-outputs.ts';
import type { Mark } from './parse-lesson.ts';
import { TypedFigure } from './typed-figure.tsx';

/** What the lab printed, beside what the tutorial printed, with the lines that matter marked and explained. */
export function Outputs({ outputs, marks }: { outputs: readonly TracedOutput[]; marks: readonly Mark[] }) {
  const { t, i18n } = useTranslation();
  const titleOf = ({ on: node, step, typed }: TracedOutput) => {
    const said = t('lesson.mine', { node, step: t(stepKey(step)) });
    return typed ? t('lesson.typedAt', { said, time: timeOf(typed.at, i18n.language) }) : said;
  };
  if (outputs.length === 0) return null;
  const { shown, others } = pairOutputs(outputs);
  const texts = shown.map(({ mine, tutorial }) => [mine.text.trimEnd(), ...(tutorial ? [tutorial.text] : [])]);
  const { texts: marked, notes } = markLines(texts, marks);
  return (
    <Card id="outputs" title={t('lesson.outputs')} style={{ marginTop: 16 }}>
      {shown.map(({ mine, tutorial }, index) => (
        <div key={mine.on + mine.command} className={tutorial ? classes.pair : undefined}>
          <MarkedOutput
            title={titleOf(mine)}
            command={mine.command}
            lines={marked[index]?.[0] ?? []}
            leftOut={mine.leftOut}
            isKept={!mine.typed}
            wrap={!tutorial}
          >
            <TypedFigure entry={mine.typed} />
          </MarkedOutput>
          {tutorial && (
            <MarkedOutput
              title={t('lesson.tutorials')}
              command={tutorial.command}
              lines={marked[index]?.[1] ?? []}
              past
            />
          )}
        </div>
      ))}
      {notes.length > 0 && (
        <List type="ordered" fz="sm" spacing={4} mt={10} className={classes.notes}>
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      {others.length > 0 && (
        <details style={{ marginTop: 12 }}>
          <summary style={{ cursor: 'pointer', fontSize: 14 }}>{t('lesson.others', { count: others.length })}</summary>
          {others.map((one) => (
            <MarkedOutput
              key={one.on + one.command}
              title={titleOf(one)}
              command={one.command}
              leftOut={one.leftOut}
              isKept={!one.typed}
              lines={one.text
                .trimEnd()
                .split('\n')
                .map((line) => ({ text: line }))}
            >
              <TypedFigure entry={one.typed} />
            </MarkedOutput>
          ))}
        </details>
      )}
    </Card>
  );
}

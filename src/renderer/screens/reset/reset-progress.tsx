import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type NodeProgress, progressByNode, progressOf } from '../../../shared/run/progress.ts';
import type { RunView } from '../../../shared/run/view.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { stepKey } from '../../state/parts.ts';
import { cancelRun } from '../../state/start-run.ts';
import { RunWaits } from '../../ui/run-waits.tsx';
import { StandMark } from '../lesson/stand-mark.tsx';
import classes from './plan.module.css';

/** How far a reset or undo is, with one line a node. */
export function ResetProgress({ run }: { run: RunView }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-labelledby="going">
      <Group justify="space-between">
        <Title order={2} fz={17} id="going">
          {t(`run.command.${run.command}`)}
        </Title>
        <Button size="xs" variant="default" onClick={() => cancelRun(run.run)}>
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={Math.round(progressOf(run) * 100)} my={10} size="lg" animated aria-label={t('run.progress')} />
      <RunWaits run={run} />
      <ul className={classes.nodes}>
        {progressByNode(run).map((one) => (
          <NodeLine key={one.node ?? ''} {...one} />
        ))}
      </ul>
    </section>
  );
}

function NodeLine({ node, state, over, all, task }: NodeProgress) {
  const { t } = useTranslation();
  const now = task?.error?.message ?? task?.message ?? (task && t(stepKey(task.step)));
  return (
    <li className={classes.node}>
      <StandMark state={state === 'waiting' ? 'open' : state} />
      <b>{node ?? t('reset.allTogether')}</b>
      <Text fz="sm" c="dimmed" className={classes.count}>
        {t('reset.stepsDone', { over, all })}
      </Text>
      <Text fz="sm" truncate title={now && stripUnsafe(now)}>
        {now && stripUnsafe(now)}
      </Text>
    </li>
  );
}

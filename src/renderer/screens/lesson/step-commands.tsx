import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepId } from '../../../shared/run/steps.ts';
import type { Stand, StandState } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { stepKey } from '../../state/parts.ts';
import { CommandRow } from './command-row.tsx';
import { LostWords } from './lost-words.tsx';
import { Problems } from './problems.tsx';
import { StandMark } from './stand-mark.tsx';
import classes from './step-commands.module.css';

export interface LessonCommand {
  step: StepId;
  title: string;
  commands: { node: string; command: string }[];
}

interface Props {
  card: LabCard;
  step: StepId;
  commands?: LessonCommand;
  stands: readonly Stand[];
  /** The command of the part that is to be typed next. */
  next?: LessonCommand['commands'][number];
}

/** A step: how it stands on each node, and what one would type there. */
export function StepCommands({ card, step, commands, stands, next }: Props) {
  const { t } = useTranslation();
  const nodes = [...new Set(commands?.commands.map(({ node }) => node))];
  return (
    <section className={classes.step} aria-label={t(stepKey(step))}>
      <Title order={3} fz={14.5} mb={4}>
        {t(stepKey(step))}
      </Title>
      {stands.map((stand) => (
        <div key={stand.node ?? ''}>
          <Group gap={6} wrap="nowrap" align="flex-start" fz={13} role="status">
            <StandMark state={stand.state} />
            <Text fz={13} style={{ overflowWrap: 'anywhere' }}>
              {stand.node && <b>{stand.node}: </b>}
              {stand.lost ? (
                <LostWords stand={stand} lost={stand.lost} />
              ) : (
                stripUnsafe(saidOf(stand) ?? t(stand.typed ? 'lesson.seen' : (unsaid[stand.state] ?? 'lesson.notYet')))
              )}
            </Text>
          </Group>
          {!stand.lost && <Problems problems={stand.problems} told={stand.error?.message} />}
        </div>
      ))}
      {nodes.map((node) => (
        <div key={node} className={classes.node}>
          <Text fz={12.5} fw={600} c="dimmed">
            {t('lesson.onNode', { node })}
          </Text>
          {commands?.commands
            .filter((one) => one.node === node)
            .map((one) => (
              <CommandRow
                key={one.command}
                lab={card.id}
                isNext={one.node === next?.node && one.command === next.command}
                {...one}
              />
            ))}
        </div>
      ))}
    </section>
  );
}

const unsaid: Partial<Record<StandState, 'lesson.working' | 'lesson.state.unchecked'>> = {
  working: 'lesson.working',
  unchecked: 'lesson.state.unchecked',
};

function saidOf({ state, error, message, summary }: Stand): string | undefined {
  if (state === 'working') return message;
  if (state === 'unchecked') return undefined;
  return error?.message ?? summary;
}

import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import type { StepId } from '../../shared/steps.ts';
import type { Stand } from '../state/lab-picture.ts';
import { plainText } from '../state/plain-text.ts';
import { CommandRow } from './command-row.tsx';
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
}

/** A step: how it stands on each node, and what one would type there. */
export function StepCommands({ card, step, commands, stands }: Props) {
  const { t } = useTranslation();
  const nodes = [...new Set(commands?.commands.map(({ node }) => node))];
  return (
    <section className={classes.step} aria-label={t(`steps.${step}`)}>
      <Title order={3} fz={14.5} mb={4}>
        {t(`steps.${step}`)}
      </Title>
      {stands.map((stand) => (
        <div key={stand.node ?? ''}>
          <Group gap={6} wrap="nowrap" align="flex-start" fz={13} role="status">
            <StandMark state={stand.state} />
            <Text fz={13} style={{ overflowWrap: 'anywhere' }}>
              {stand.node && <b>{stand.node}: </b>}
              {plainText(saidOf(stand) ?? t(stand.state === 'working' ? 'lesson.working' : 'lesson.notYet'))}
            </Text>
          </Group>
          <Problems problems={stand.finding?.problems ?? []} />
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
              <CommandRow key={one.command} lab={card.id} step={step} {...one} />
            ))}
        </div>
      ))}
    </section>
  );
}

function saidOf({ state, error, message, finding }: Stand): string | undefined {
  if (state === 'working') return message;
  return error?.message ?? finding?.summary;
}

import { Badge, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandState } from '../../../shared/snapshot/snapshot.ts';
import type { PlacedPart } from '../../state/parts.ts';
import { useNameOfScreen } from '../../ui/window-title.ts';
import classes from './lesson.module.css';
import type { LessonText } from './parse-lesson.ts';

/** White, small and bold on each: Mantine's own green and orange are a little too light for that. */
const colours: Record<StandState, string> = {
  open: 'gray.8',
  working: 'lab.8',
  done: '#1b7a3d',
  unchecked: 'gray.8',
  unknown: 'gray.8',
  drifted: '#b83b08',
  failed: 'red.9',
};

interface Props {
  part: PlacedPart;
  text: LessonText;
  state: StandState;
  /** Beside the title. */
  children?: ReactNode;
}

export function PartHead({ part, text, state, children }: Props) {
  const { t } = useTranslation();
  useNameOfScreen(text.title);
  return (
    <header className={classes.head}>
      <Group gap={12} align="center">
        <Title order={1} fz={24} id="part-title">
          <Text component="span" inherit c="var(--lab-overlay)">
            {part.at + 1}
          </Text>{' '}
          {text.title}
        </Title>
        {part.steps.length > 0 && (
          <Badge color={colours[state]} variant="filled" size="md" tt="none" role="status">
            {t(`lesson.state.${state}`)}
          </Badge>
        )}
        {children}
      </Group>
      <Text mt={4} fz={15.5}>
        <b>{t('lesson.goal')}</b> {text.goal}
      </Text>
    </header>
  );
}

import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plan.module.css';

interface Props {
  fate: 'remove' | 'restore' | 'leave' | 'disconnect' | 'start';
  children: ReactNode;
}

/** One thing on a node, and what becomes of it. */
export function PlanRow({ fate, children }: Props) {
  const { t } = useTranslation();
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start" mb={4}>
      <span className={classes.fate} data-fate={fate}>
        {t(`reset.fate.${fate}`)}
      </span>
      <Text component="span" fz="sm" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  );
}

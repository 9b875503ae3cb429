import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNameOfScreen } from './window-title.ts';

/** The heading of a screen: what it is, what it is for, and what can be begun here. */
export function ScreenTitle({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  useNameOfScreen(title);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" mb={16} gap={24}>
      <div>
        <Title order={1} fz={24} lh={1.3}>
          {title}
        </Title>
        {text && (
          <Text c="dimmed" fz="sm" mt={2} maw={760}>
            {text}
          </Text>
        )}
      </div>
      <Group gap={8} wrap="nowrap">
        {children}
      </Group>
    </Group>
  );
}

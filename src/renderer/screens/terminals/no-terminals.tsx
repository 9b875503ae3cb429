import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { Icon } from '../../ui/icon.tsx';
import { openTerminal } from './terminals-store.ts';

const shownNodes = 8;

export function NoTerminals({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" justify="center" flex={1} p={24}>
      <Icon name="terminals" size={44} />
      <Text maw={520} ta="center">
        {t('terminals.none')}
      </Text>
      <Group justify="center">
        {card.nodes.slice(0, shownNodes).map(({ name }) => (
          <Button key={name} onClick={() => openTerminal({ lab: card.id, node: name })}>
            {t('terminals.openOn', { node: name })}
          </Button>
        ))}
      </Group>
      <Text fz="sm" c="dimmed" ta="center">
        {t('terminals.keys')}
      </Text>
    </Stack>
  );
}

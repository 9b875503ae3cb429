import { Alert, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Shoulder, useShoulders } from '../../state/shoulders.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** On every screen: who looks at a terminal of this window, asks for its keyboard or has it, and how to end that. */
export function ShoulderNotes() {
  const all = useShoulders((state) => state.all);
  return Object.entries(all).map(([terminal, shoulder]) => <ShoulderNote key={terminal} {...shoulder} />);
}

/** No dialog: a key that was meant for a shell would answer it. */
function ShoulderNote({ node, container, watched: { looking, asked, given }, say }: Shoulder) {
  const { t } = useTranslation();
  const where = container === undefined ? node : t('guest.shoulder.inContainer', { container, node });
  const state = asked ? 'asked' : given ? 'given' : 'looking';
  const button = (label: string, says: Parameters<typeof say>[0], variant: 'filled' | 'default') => (
    <ActionButton size="compact-sm" variant={variant} onClick={() => say(says)}>
      {label}
    </ActionButton>
  );
  return (
    <Alert
      color={state === 'looking' ? 'blue' : 'orange'}
      radius={0}
      py={8}
      icon={<Icon name={state === 'looking' ? 'eye' : 'keyboard'} />}
    >
      <Group gap={12} justify="space-between">
        <Text fz="sm">
          <b>{t(`guest.shoulder.${state}`, { where, count: looking })}</b>{' '}
          {asked && t('guest.shoulder.askedText', { seconds: Math.round(asked.ms / 1000) })}
          {given && t('guest.shoulder.givenText')}
        </Text>
        <Group gap={8}>
          {asked && button(t('guest.shoulder.deny'), 'deny', 'filled')}
          {asked && button(t('guest.shoulder.allow'), 'allow', 'default')}
          {given && button(t('guest.shoulder.back'), 'back', 'filled')}
        </Group>
      </Group>
    </Alert>
  );
}

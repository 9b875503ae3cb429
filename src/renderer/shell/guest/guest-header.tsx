import { Group, Text, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { raiseHand, useGuest } from '../../state/guest.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Logo } from '../../ui/logo.tsx';
import { tellError } from '../../ui/tell-error.ts';
import classes from '../header-bar.module.css';
import { RunPill } from '../run-pill.tsx';
import { ThemeButton } from '../theme-button.tsx';

/** Whose window it is, what the class is told, what is running, and the hand. */
export function GuestHeader() {
  const { t } = useTranslation();
  const view = useGuest((state) => state.view);
  const { setColorScheme } = useMantineColorScheme();
  const { joined, seat, words } = view ?? {};
  return (
    <Group h="100%" px={14} gap={14} wrap="nowrap" justify="space-between">
      <Group gap={14} wrap="nowrap" miw={0}>
        <Logo />
        <Text fw={700} fz={15} className={classes.name}>
          {view?.class ?? 'Overlay Lab'}
        </Text>
        {joined && seat !== undefined && <Text fz={13}>{t('guest.at', { name: joined.name, seat })}</Text>}
        {words !== undefined && view?.who === 'student' && (
          <Text fz={13} c="dimmed" truncate title={words}>
            {words}
          </Text>
        )}
      </Group>
      <RunPill />
      <Group gap={8} wrap="nowrap">
        {view?.who === 'student' && <Hand up={joined?.hand !== undefined} />}
        <ThemeButton onChosen={setColorScheme} />
      </Group>
    </Group>
  );
}

function Hand({ up }: { up: boolean }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const toggle = () => {
    setAsking(true);
    void raiseHand(!up)
      .catch(tellError)
      .finally(() => setAsking(false));
  };
  return (
    <ActionButton
      variant={up ? 'light' : 'default'}
      color="orange"
      c="var(--mantine-color-text)"
      aria-pressed={up}
      size="compact-sm"
      leftSection={<Icon name="hand" size={15} />}
      loading={asking}
      onClick={toggle}
      title={up ? t('guest.raised') : undefined}
    >
      {t(up ? 'guest.lower' : 'guest.raise')}
    </ActionButton>
  );
}

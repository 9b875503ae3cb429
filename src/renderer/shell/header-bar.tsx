import { Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { saveSettings } from '../state/app-stores.ts';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import classes from './header-bar.module.css';
import { LabPicker } from './lab-picker.tsx';
import { RunPill } from './run-pill.tsx';
import { ThemeButton } from './theme-button.tsx';

export function HeaderBar() {
  const { t } = useTranslation();
  return (
    <Group h="100%" px={14} gap={14} wrap="nowrap" justify="space-between">
      <Group gap={14} wrap="nowrap" miw={0}>
        <Logo />
        <Text fw={700} fz={15} className={classes.name}>
          Overlay Lab
        </Text>
        <LabPicker />
      </Group>
      <RunPill />
      <Group gap={8} wrap="nowrap">
        <UnstyledButton className={classes.search} onClick={spotlight.open}>
          <Icon name="search" size={15} />
          <Text component="span" fz={13}>
            {t('frame.search')}
          </Text>
          <Kbd size="xs">Ctrl K</Kbd>
        </UnstyledButton>
        <ThemeButton onChosen={(theme) => void saveSettings({ theme })} />
      </Group>
    </Group>
  );
}

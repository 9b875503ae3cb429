import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';

/** From light to dark and back; the window keeps it where it keeps settings. */
export function ThemeButton({ onChosen }: { onChosen: (theme: 'light' | 'dark') => void }) {
  const { t } = useTranslation();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = t(dark ? 'frame.light' : 'frame.dark');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={label}
        onClick={() => onChosen(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  );
}

import { Menu, Text } from '@mantine/core';
import { Icon, type IconName } from './icon.tsx';

/** Something that can be done with what one looks at: in its menu, by its context menu, in the palette. */
export interface Action {
  id: string;
  label: string;
  icon?: IconName;
  /** Why it cannot be done now. */
  not?: string | undefined;
  danger?: boolean;
  act: () => void;
}

/** Actions as lines of a menu; one that cannot be done says why. */
export function ActionItems({ actions }: { actions: readonly Action[] }) {
  const withIcons = actions.some(({ icon }) => icon);
  return actions.map(({ id, label, icon, not, danger, act }) => (
    <Menu.Item
      key={id}
      leftSection={icon ? <Icon name={icon} size={15} /> : withIcons && <span style={{ width: 15 }} />}
      style={danger && not === undefined ? { color: 'var(--lab-bad)' } : undefined}
      disabled={not !== undefined}
      onClick={act}
    >
      {label}
      {not !== undefined && (
        <Text component="span" display="block" fz="xs" c="dimmed">
          {not}
        </Text>
      )}
    </Menu.Item>
  ));
}

import { Button, type ButtonProps, Menu } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props extends Omit<ButtonProps, 'children'> {
  'aria-label': string;
  /** What stands on it. */
  text: string;
  menuWidth: number;
  /** The items of its menu, which scrolls where they are many. */
  children: ReactNode;
}

/** A button with a menu below it. */
export const MenuButton = ({ text, menuWidth, children, ...button }: Props) => (
  <Menu position="bottom-start" width={menuWidth}>
    <Menu.Target>
      <Button variant="default" {...button}>
        {text}
      </Button>
    </Menu.Target>
    <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
      {children}
    </Menu.Dropdown>
  </Menu>
);

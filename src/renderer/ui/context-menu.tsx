import { Menu } from '@mantine/core';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { type Action, ActionItems } from './action.tsx';

interface Opened {
  x: number;
  y: number;
  actions: readonly Action[];
}

const useOpened = create<{ menu?: Opened }>(() => ({}));
const close = () => useOpened.setState({ menu: undefined });

/** For `onContextMenu`. With Shift, and over what is selected or typed in, the browser's own menu is wanted. */
export function openContextMenu(event: MouseEvent, actions: readonly Action[]): void {
  if (event.shiftKey || actions.length === 0 || wantsOwn(event)) return;
  event.preventDefault();
  useOpened.setState({ menu: { x: event.clientX, y: event.clientY, actions } });
}

function wantsOwn({ target }: MouseEvent): boolean {
  if (!(target instanceof HTMLElement) || target.closest('.xterm')) return false;
  return target.closest('input, textarea') !== null || !document.getSelection()?.isCollapsed;
}

/** The menu of what was clicked with the right button; one for the whole window. */
export function ContextMenu() {
  const { t } = useTranslation();
  const menu = useOpened((state) => state.menu);
  return (
    <Menu opened={menu !== undefined} onClose={close} position="bottom-start" offset={2} width={240} zIndex={900}>
      <Menu.Target>
        <span aria-hidden="true" style={{ position: 'fixed', left: menu?.x ?? 0, top: menu?.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('frame.contextMenu')} onContextMenu={(event) => event.preventDefault()}>
        {menu && <ActionItems actions={menu.actions} />}
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Action, ActionItems } from '../../ui/action.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What is done to a lab as a whole, and seldom. */
export function CardMenu({ name, actions }: { name: string; actions: readonly Action[] }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('labs.menu', { name })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItems actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { openTerminal } from './terminals-store.ts';

/** Workers are named as the lab names them: worker-1 on its first node. */
export const workerOf = (index: number): string => `worker-${index + 1}`;

export function NewTerminal({ card, compact }: { card: LabCard; compact?: boolean }) {
  const { t } = useTranslation();
  const lab = card.id;
  return (
    <MenuButton
      menuWidth={240}
      size="compact-sm"
      leftSection={<Icon name="plus" size={14} />}
      style={{ flex: 'none' }}
      aria-label={t('terminals.new')}
      text={t(compact ? 'terminals.newShort' : 'terminals.new')}
    >
      {card.nodes.map(({ name }, index) => (
        <Fragment key={name}>
          <Menu.Item
            leftSection={<Icon name="terminals" size={15} />}
            onClick={() => openTerminal({ lab, node: name })}
          >
            {name}
          </Menu.Item>
          <Menu.Item pl={38} onClick={() => openTerminal({ lab, node: name, container: workerOf(index) })}>
            {t('terminals.inWorker', { worker: workerOf(index), node: name })}
          </Menu.Item>
        </Fragment>
      ))}
    </MenuButton>
  );
}

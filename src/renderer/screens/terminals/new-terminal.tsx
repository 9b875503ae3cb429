import { Button, Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { openTerminal } from './terminals-store.ts';

/** Workers are named as the lab names them: worker-1 on its first node. */
export const workerOf = (index: number): string => `worker-${index + 1}`;

export function NewTerminal({ card, compact }: { card: LabCard; compact?: boolean }) {
  const { t } = useTranslation();
  const lab = card.id;
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          style={{ flex: 'none' }}
          aria-label={t('terminals.new')}
        >
          {t(compact ? 'terminals.newShort' : 'terminals.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
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
      </Menu.Dropdown>
    </Menu>
  );
}

import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCard, useLabs } from '../state/app-stores.ts';
import { go, useRoute } from '../state/route.ts';
import { Icon } from '../ui/icon.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { StateDot } from '../ui/state-dot.tsx';
import { useChosenLab } from './chosen-lab.ts';

export function LabPicker() {
  const { t } = useTranslation();
  const { screen } = useRoute();
  const card = useCard(useChosenLab());
  const cards = useLabs((state) => state.cards) ?? [];
  if (!card || screen === 'labs' || screen === 'wall' || screen === 'settings' || screen === 'catalogue') return null;
  return (
    <MenuButton
      menuWidth={260}
      size="xs"
      leftSection={<StateDot state={card.state} />}
      rightSection={<Icon name="down" size={14} />}
      aria-label={t('frame.lab', { name: card.name })}
      text={card.name}
    >
      {cards.map(({ id, name, state }) => (
        <Menu.Item key={id} leftSection={<StateDot state={state} />} onClick={() => go({ screen, lab: id })}>
          {name}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => go({ screen: 'labs' })}>{t('frame.allLabs')}</Menu.Item>
    </MenuButton>
  );
}

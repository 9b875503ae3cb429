import { Menu, useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveBlob } from '../../ui/save-blob.ts';
import { savePng } from '../../ui/save-png.ts';
import { tellError } from '../../ui/tell-error.ts';
import { drawSvg } from './draw-svg.ts';
import type { Layout } from './layout.ts';

/** The picture as it is now, as a drawing or as pixels. */
export function SaveMenu({ card, layout }: { card: LabCard; layout: Layout }) {
  const { t, i18n } = useTranslation();
  const scheme = useComputedColorScheme('light');
  const name = `${card.name}-network`;
  const saveSvg = () => saveBlob(new Blob([drawSvg(layout, scheme)], { type: 'image/svg+xml' }), `${name}.svg`);
  const pixels = async () => {
    const { documentElement } = new DOMParser().parseFromString(drawSvg(layout, scheme), 'image/svg+xml');
    const below = new Date().toLocaleString(i18n.language);
    const title = t('picture.ofLab', { name: card.name });
    await savePng(documentElement as unknown as SVGSVGElement, { name: `${name}.png`, title, below });
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionButton
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          rightSection={<Icon name="down" size={14} />}
        >
          {t('picture.save')}
        </ActionButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={saveSvg}>{t('picture.svg')}</Menu.Item>
        <Menu.Item onClick={() => void pixels().catch(tellError)}>{t('picture.png')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
